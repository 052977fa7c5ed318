"""Ways of authorisation that not everybody needs, each loaded when asked for."""

__all__: list[str] = []
