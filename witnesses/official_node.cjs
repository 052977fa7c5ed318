// The official SDK for Node in the sandbox. Its addresses and tokens come in the
// environment; one line of JSON for each call goes out: resource, call, and what came.
'use strict'

const http = require('http')

const { Client } = require('@freshbooks/api')
const { PaginationQueryBuilder } = require('@freshbooks/api/dist/models/builders/PaginationQueryBuilder')
const { SearchQueryBuilder } = require('@freshbooks/api/dist/models/builders/SearchQueryBuilder')
const { IncludesQueryBuilder } = require('@freshbooks/api/dist/models/builders/IncludesQueryBuilder')

const { SANDBOX_URL, ACCESS_TOKEN, REFRESH_TOKEN, CLIENT_ID, CLIENT_SECRET } = process.env
const { REDIRECT_URI, ACCOUNT_ID, BUSINESS_ID } = process.env

const client = new Client(CLIENT_ID, {
  clientSecret: CLIENT_SECRET,
  redirectUri: REDIRECT_URI,
  accessToken: ACCESS_TOKEN,
  refreshToken: REFRESH_TOKEN,
  apiUrl: SANDBOX_URL,
  authUrl: SANDBOX_URL,
})

const usd = (amount) => ({ amount, code: 'USD' })
const day = new Date('2026-05-04T12:00:00Z')
const line = { name: 'Yard Work', qty: 4, unitCost: usd('10.00') }
const kept = {}

// Takes deliveries, and keeps the verifiers that come.
const verifiers = []
let told = () => {}
const hook = http.createServer((request, response) => {
  let body = ''
  request.on('data', (piece) => { body += piece })
  request.on('end', () => {
    const verifier = new URLSearchParams(body).get('verifier')
    if (verifier) verifiers.push(verifier)
    told()
    response.end()
  })
})
let HOOK

// In this order, since later ones need what earlier ones have made.
const CASES = [
  { resource: 'clients', data: () => ({ email: 'ada@example.com', organization: 'Example Gardens' }), change: { fName: 'Ada' }, include: 'outstanding_balance', search: (b) => b.like('email_like', 'ada@') },
  { resource: 'items', data: () => ({ name: 'Spade', unitCost: usd('25.00'), qty: 1 }), change: { description: 'to dig with' }, scopeFirst: ['create', 'update'] },
  { resource: 'invoices', data: () => ({ customerId: kept.clients, createDate: day, lines: [line] }), change: { notes: 'Thank you' }, include: 'lines', search: (b) => b.equals('customerid', Number(kept.clients)), scopeFirst: ['update'] },
  { resource: 'payments', data: () => ({ invoiceId: kept.invoices, amount: usd('15.00'), date: day, type: 'Cash' }), change: { note: 'in small coins' }, scopeFirst: ['create', 'update'] },
  { resource: 'creditNotes', data: () => ({ clientId: kept.clients, createDate: day, creditType: 'goodwill', currencyCode: 'USD', language: 'en', lines: [line] }), change: { notes: 'With our thanks' } },
  { resource: 'expenseCategories', only: ['list', 'single'] },
  { resource: 'expenses', data: () => ({ amount: usd('45.00'), categoryId: kept.expenseCategories, staffId: '1', date: day }), change: { notes: 'Seeds', amount: usd('45.00'), date: day } },
  { resource: 'billVendors', data: () => ({ vendorName: 'Example Seeds', currencyCode: 'USD', language: 'en' }), change: { city: 'Toronto' }, key: 'vendorId' },
  { resource: 'bills', data: () => ({ vendorId: kept.billVendors, issueDate: day, dueOffsetDays: 30, currencyCode: 'USD', language: 'en', lines: [{ categoryId: kept.expenseCategories, description: 'Seeds', quantity: 2, unitCost: usd('15.00') }] }) },
  { resource: 'billPayments', data: () => ({ billId: kept.bills, amount: usd('10.00'), paymentType: 'Check', paidDate: day }), change: { note: 'the first part' } },
  { resource: 'otherIncomes', data: () => ({ amount: usd('113.00'), categoryName: 'online_sales', date: day, paymentType: 'Visa', source: 'Example Market' }), change: { note: 'sent by mail' }, key: 'incomeId', scopeFirst: ['update'] },
  { resource: 'tasks', data: () => ({ name: 'Mowing', rate: usd('25.00') }), change: { description: 'the lawn' } },
  { resource: 'projects', scope: BUSINESS_ID, data: () => ({ title: 'Garden', clientId: Number(kept.clients) }), change: { description: 'all of it' } },
  { resource: 'services', scope: BUSINESS_ID, data: () => ({ name: 'Planting' }) },
  { resource: 'timeEntries', scope: BUSINESS_ID, data: () => ({ isLogged: true, duration: 3600, startedAt: day, clientId: Number(kept.clients) }), change: { note: 'in the rain', isLogged: true, duration: 7200, startedAt: day } },
  { resource: 'callbacks', data: () => ({ event: 'invoice.create', uri: HOOK }), change: { event: 'invoice.update', uri: HOOK }, key: 'callbackId' },
]

function say (resource, call, came) {
  console.log(JSON.stringify({ resource, call, ...came }))
}

async function tried (resource, call, act) {
  try {
    const { ok, data, error } = await act()
    say(resource, call, ok ? { ok } : { ok, message: String(error && error.message), status: error && error.statusCode })
    return ok ? data : undefined
  } catch (error) {
    say(resource, call, { ok: false, message: String(error && error.message), status: error && error.statusCode })
    return undefined
  }
}

function rowsOf (data) {
  return Object.values(data || {}).find(Array.isArray) || []
}

async function walk (one) {
  const { resource, scope = ACCOUNT_ID, key = 'id', only } = one
  const calls = client[resource]
  // Some calls take the scope first, and what is sent last.
  const scopeFirst = (call) => (one.scopeFirst || []).includes(call)
  const create = () => scopeFirst('create') ? calls.create(scope, one.data()) : calls.create(one.data(), scope)
  const update = (id) => scopeFirst('update') ? calls.update(scope, id, one.change) : calls.update(one.change, scope, id)
  const has = (call) => typeof calls[call] === 'function' && (!only || only.includes(call))
  let number
  if (has('create')) {
    const made = await tried(resource, 'create', create)
    number = made && (made[key] || made.id)
  }
  if (has('list')) {
    const rows = await tried(resource, 'list', () => calls.list(scope, [new PaginationQueryBuilder().page(1).perPage(5)]))
    if (number === undefined && rowsOf(rows).length) number = rowsOf(rows)[0][key]
    if (one.search) {
      const found = await tried(resource, 'filter', () => calls.list(scope, [one.search(new SearchQueryBuilder())]))
      if (!rowsOf(found).length) say(resource, 'filter', { ok: false, message: 'nothing was found' })
    }
    if (one.include) await tried(resource, 'include', () => calls.list(scope, [new IncludesQueryBuilder().includes(one.include)]))
  }
  kept[resource] = number
  if (has('single')) await tried(resource, 'single', () => calls.single(scope, number))
  if (has('update') && one.change) await tried(resource, 'update', () => update(number))
  if (has('delete') && has('create')) {
    const other = await tried(resource, 'create', create)
    if (other) await tried(resource, 'delete', () => calls.delete(scope, other[key] || other.id))
  }
}

async function main () {
  await new Promise((resolve) => hook.listen(0, '127.0.0.1', resolve))
  HOOK = `http://127.0.0.1:${hook.address().port}/`
  await tried('users', 'me', () => client.users.me())
  for (const one of CASES) await walk(one)
  await tried('services', 'rate.create', () => client.services.rate.create({ rate: '10.00' }, BUSINESS_ID, kept.services))
  await tried('services', 'rate.single', () => client.services.rate.single(BUSINESS_ID, kept.services))
  await tried('invoices', 'shareLink', () => client.invoices.shareLink(ACCOUNT_ID, kept.invoices))
  await tried('paymentOptions', 'default', () => client.paymentOptions.default(ACCOUNT_ID))
  await tried('paymentOptions', 'create', () => client.paymentOptions.create(ACCOUNT_ID, String(kept.invoices), { gatewayName: 'stripe', entityType: 'invoice', entityId: String(kept.invoices), hasCreditCard: true }))
  await tried('paymentOptions', 'single', () => client.paymentOptions.single(ACCOUNT_ID, String(kept.invoices)))
  const accounts = await tried('journalEntryAccounts', 'list', () => client.journalEntryAccounts.list(ACCOUNT_ID))
  const subs = rowsOf(accounts).flatMap((account) => account.subAccounts || [])
  if (subs.length > 1) {
    await tried('journalEntries', 'create', () => client.journalEntries.create({ currencyCode: 'USD', name: 'Example', description: 'An entry', userEnteredDate: day, details: [{ subAccountId: subs[0].id, debit: '20.00' }, { subAccountId: subs[1].id, credit: '20.00' }] }, ACCOUNT_ID))
  }
  await tried('journalEntryDetails', 'list', () => client.journalEntryDetails.list(ACCOUNT_ID))
  for (const report of ['paymentsCollected', 'profitLoss', 'taxSummary']) {
    await tried('reports', report, () => client.reports[report](ACCOUNT_ID, [new SearchQueryBuilder().equals('start_date', '2026-01-01').equals('end_date', '2026-12-31')]))
  }
  const again = new Promise((resolve) => { told = resolve })
  await tried('callbacks', 'resendVerification', () => client.callbacks.resendVerification(ACCOUNT_ID, kept.callbacks))
  await again
  await tried('callbacks', 'verify', () => client.callbacks.verify(ACCOUNT_ID, kept.callbacks, verifiers[verifiers.length - 1]))
  const missing = await client.clients.single(ACCOUNT_ID, '99999').catch((error) => ({ ok: false, error }))
  say('clients', 'single of an unknown one', { ok: missing.ok === false, message: String(missing.error && missing.error.message) })
  const before = client.accessToken
  await client.refreshAccessToken()
  say('oauth', 'refresh', { ok: client.accessToken !== before })
  await tried('users', 'me', () => client.users.me())
}

main().finally(() => hook.close()).catch((error) => { say('walk', 'main', { ok: false, message: String(error && error.stack) }) })
