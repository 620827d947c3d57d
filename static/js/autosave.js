// Saves a paper while it is written. Expects <form data-autosave> with a hidden `version`, and in it a [data-save] row
// with a [data-saved] element that carries its words (data-wait, data-done, data-off; data-out with data-sign and data-in,
// the words of the link to sign in and its address); what is marked data-live follows the answer. A conflict stands in
// [data-other] before the form. Without this script the button saves, as ever.
const PAUSE = 1500
const LARGEST = 60000 // what a browser lets outlive its page, for all requests together: 64 KiB
const waiting = new WeakMap()
const asked = new WeakMap()
const saving = new WeakSet()
const dirty = new Set() // typed since the last save was sent
const failed = new Set() // sent without an answer, or refused
const out = new Set() // refused because nobody, or somebody anew, is signed in: no use in trying until they come back
const unsure = new WeakMap() // what was sent and never answered: it may stand there or not, so it goes again as it was
const left = new WeakSet() // refused, and kept among the versions as it stands
let sent = null

const forms = () => [...document.querySelectorAll('form[data-autosave]')]
const conflicted = (form) => 'conflict' in form.dataset

function say(form, word) {
  const place = form.querySelector('[data-saved]')
  if (!place) return
  place.textContent = place.dataset[word] || ''
  if (word !== 'out' || !place.dataset.in) return
  const link = Object.assign(document.createElement('a'), {
    href: place.dataset.in, target: '_blank', rel: 'noopener', className: 'link', textContent: place.dataset.sign,
  })
  const line = document.createElement('span')
  line.append(place.dataset.out, ' ', link)
  place.replaceChildren(line)
}

const size = (data) => [...data].reduce((sum, [name, value]) => sum + 200 + 3 * (name.length + value.length), 0)

function typed(form) {
  const data = new FormData()
  data.set('auto', '1') // first: what is cut on its way must not read as a form that was handed in
  for (const [name, value] of new FormData(form)) data.append(name, value)
  return data
}

class SignedOut extends Error {}

async function send(form, data) {
  if (document.hidden) data.set('leaving', '1')
  const answer = await fetch(form.action, {
    method: 'POST', body: data, headers: { 'X-Fragment': '1' }, keepalive: size(data) < LARGEST,
  })
  if (answer.redirected) throw new SignedOut()
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fresh = page.querySelector('[data-activity]')
  // With the activity in it: it says why, and what can be done about it.
  if ([401, 403, 404].includes(answer.status) && !fresh) {
    throw new SignedOut(page.querySelector('[data-signed-in] [name=csrfmiddlewaretoken]')?.value)
  }
  if (![200, 403, 409].includes(answer.status) || !fresh) throw new Error(String(answer.status))
  return { fresh, stale: answer.status !== 200 }
}

// Another window saved meanwhile, or the page was somebody else's: what both hold is shown, nothing is chosen for the writer, and nothing that was typed
// since is touched.
function conflict(form, fresh) {
  form.dataset.conflict = ''
  const told = fresh.querySelector('[data-other]'), row = fresh.querySelector('[data-save]')
  if (told) { told.removeAttribute('autofocus'); form.before(told) }
  const own = form.querySelector('[data-save]')
  if (row) own?.replaceWith(row)
  else own?.remove()
}

function kept(form, fresh) {
  form.elements.version.value = fresh.querySelector('[name=version]').value
  form.querySelectorAll('[data-live]').forEach((place, n) => {
    place.textContent = fresh.querySelectorAll('[data-live]')[n]?.textContent ?? place.textContent
  })
}

// Nothing was stored. Whoever signed in again has a new token; the form takes it along by itself only where its address
// is one person's alone (data-own): elsewhere what one typed could go to another, and the button shows it first.
function signedOut(form, token) {
  failed.add(form)
  dirty.add(form)
  unsure.delete(form)
  const field = form.elements.csrfmiddlewaretoken
  const renewed = 'own' in form.dataset && token && !out.has(form)
  if (renewed) field.value = token
  out.add(form)
  say(form, 'out')
  if (renewed) later(form, 0)
}

function off(form) {
  failed.add(form)
  say(form, 'off')
  later(form, 10 * PAUSE)
}

async function save(form) {
  clearTimeout(waiting.get(form))
  waiting.delete(form)
  // A save under way looks again when it ends: two at once would be a conflict with oneself.
  if (!form.isConnected || conflicted(form) || saving.has(form)) return
  saving.add(form)
  say(form, 'wait')
  try {
    let again = true
    while (again && (unsure.has(form) || dirty.has(form))) {
      again = unsure.has(form) || document.hidden
      if (!unsure.has(form)) {
        unsure.set(form, typed(form))
        dirty.delete(form)
      }
      const { fresh, stale } = await send(form, unsure.get(form))
      unsure.delete(form)
      failed.delete(form)
      out.delete(form)
      if (stale) { conflict(form, fresh); return }
      kept(form, fresh)
    }
    say(form, 'done')
  } catch (error) {
    if (error instanceof SignedOut) signedOut(form, error.message)
    else off(form)
  } finally {
    saving.delete(form)
    if (dirty.has(form) && !waiting.has(form) && !conflicted(form) && !out.has(form)) later(form)
    const submitter = asked.get(form)
    asked.delete(form)
    if (submitter && form.isConnected) form.requestSubmit(submitter.isConnected ? submitter : undefined)
  }
}

function later(form, pause = PAUSE) {
  clearTimeout(waiting.get(form))
  waiting.set(form, setTimeout(() => save(form), pause))
}

document.addEventListener('input', (event) => {
  const form = event.target.form
  if (!form?.matches('[data-autosave]')) return
  dirty.add(form)
  left.delete(form)
  if (form === sent) sent = null
  if (!conflicted(form) && !out.has(form)) later(form, failed.has(form) && !navigator.onLine ? 10 * PAUSE : PAUSE)
})

// The button saves everything itself, once a save under way has told its version.
document.addEventListener('submit', (event) => {
  const form = event.target
  sent = form
  clearTimeout(waiting.get(form))
  waiting.delete(form)
  if (!saving.has(form)) {
    for (const place of [dirty, failed, unsure, out]) place.delete(form)
    return
  }
  event.preventDefault()
  event.stopImmediatePropagation()
  asked.set(form, event.submitter)
}, true)

// The button was pressed without a connection: the page stays, with what was typed.
document.addEventListener('unsent', (event) => {
  if (!event.target.matches('[data-autosave]')) return
  event.preventDefault()
  sent = null
  dirty.add(event.target)
  off(event.target)
})

// A refused page that is left: nobody would read another refusal, so what it holds goes among the versions.
function leave(form) {
  const data = typed(form)
  data.set('leaving', '1')
  left.add(form)
  fetch(form.action, { method: 'POST', body: data, headers: { 'X-Fragment': '1' }, keepalive: size(data) < LARGEST })
    .catch(() => left.delete(form))
}

// Nobody waits two seconds before going on: what is typed goes with the page, in a request that outlives it.
const flush = () => forms().forEach((form) => {
  if (conflicted(form)) { if (form !== sent && !left.has(form)) leave(form) }
  else if (dirty.has(form) || unsure.has(form)) save(form)
})
addEventListener('pagehide', flush)
addEventListener('online', flush)
document.addEventListener('visibilitychange', () => { if (document.hidden) flush() })
addEventListener('focus', () => {
  const again = [...out].filter((form) => form.isConnected)
  out.clear()
  again.forEach(save)
})

// The other language shows the same paper: it is asked for once what was typed stands there, or after two seconds.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('.lang a[hreflang]')
  const open = forms().filter((form) => dirty.has(form) && !conflicted(form))
  if (!link || !open.length || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const enough = new Promise((done) => { setTimeout(done, 2000) })
  Promise.race([Promise.all(open.map(save)), enough]).then(() => { location.href = link.href })
})

// What such a request cannot save is asked about.
const lost = (form) => failed.has(form) || conflicted(form)
  || (dirty.has(form) && (saving.has(form) || size(typed(form)) >= LARGEST))
addEventListener('beforeunload', (event) => {
  const any = forms().some((form) => form !== sent && lost(form))
  sent = null // each time: who stays on the page still has what was about to be sent
  if (any) event.preventDefault()
})

// Back on a page that the browser had kept: its version is older than what was saved on leaving it.
const same = (form, other) => [...new FormData(form)].every(([name, value]) =>
  ['version', 'csrfmiddlewaretoken'].includes(name) || other.getAll(name).includes(value))
if (performance.getEntriesByType('navigation')[0]?.type === 'back_forward' && forms().length) {
  const answer = await fetch(location.href, { cache: 'no-cache' }).catch(() => null)
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : '', 'text/html')
  for (const form of forms()) {
    const twin = page.querySelector(`form[data-autosave][action="${form.getAttribute('action')}"]`)
    if (twin && !dirty.has(form) && same(form, new FormData(twin))) form.elements.version.value = twin.elements.version.value
  }
}
