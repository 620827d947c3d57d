// Saves a paper while it is written. Expects <form data-autosave> with a hidden `version`, and a [data-saved] element in
// it that carries its words (data-wait, data-done, data-off); what is marked data-live follows the answer.
// Without this script the button saves, as ever.
const PAUSE = 1500
const waiting = new WeakMap()
const asked = new WeakMap()

function say(form, word) {
  const place = form.querySelector('[data-saved]')
  if (place) place.textContent = place.dataset[word] || ''
}

async function save(form) {
  waiting.delete(form)
  if (!form.isConnected || form.dataset.saving) { if (form.isConnected) later(form); return }
  form.dataset.saving = '1'
  say(form, 'wait')
  const data = new FormData(form)
  data.set('auto', '1')
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data, headers: { 'X-Fragment': '1' } })
    if (![200, 409].includes(answer.status)) throw new Error(String(answer.status))
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-activity]')
    if (!fresh) throw new Error('no activity')
    if (answer.status === 409) {
      // Another window saved meanwhile: what both hold is shown, nothing is chosen for the writer.
      form.closest('[data-activity]').replaceWith(fresh)
      return
    }
    form.elements.version.value = fresh.querySelector('[name=version]').value
    form.querySelectorAll('[data-live]').forEach((place, n) => {
      place.textContent = fresh.querySelectorAll('[data-live]')[n]?.textContent ?? place.textContent
    })
    say(form, 'done')
  } catch {
    say(form, 'off')
    if (form.isConnected && !waiting.has(form)) waiting.set(form, setTimeout(() => save(form), 10 * PAUSE))
  } finally {
    delete form.dataset.saving
    const submitter = asked.get(form)
    asked.delete(form)
    if (submitter && form.isConnected) form.requestSubmit(submitter)
  }
}

function later(form) {
  clearTimeout(waiting.get(form))
  waiting.set(form, setTimeout(() => save(form), PAUSE))
}

document.addEventListener('input', (event) => {
  const form = event.target.form
  if (form?.matches('[data-autosave]')) later(form)
})

// The button saves everything itself, once a save under way has told its version.
document.addEventListener('submit', (event) => {
  clearTimeout(waiting.get(event.target))
  waiting.delete(event.target)
  if (!event.target.dataset.saving) return
  event.preventDefault()
  event.stopImmediatePropagation()
  asked.set(event.target, event.submitter)
}, true)
