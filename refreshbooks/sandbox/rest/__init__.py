"""The current API of the sandbox: JSON over HTTP, one address per resource."""
