// Hands an activity in without leaving the lesson: the same form, the same answer of the server, put in its place.
// Expects <section data-activity> around a form; without it, or when anything fails, the form is sent as ever.
document.addEventListener('submit', async (event) => {
  const section = event.target.closest('[data-activity]')
  if (!section || event.target.method !== 'post' || 'plain' in event.target.dataset) return
  event.preventDefault()
  const form = event.target
  const data = new FormData(form, event.submitter)
  section.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data, headers: { 'X-Fragment': '1' } })
    const type = answer.headers.get('Content-Type') || ''
    if (answer.redirected || !type.startsWith('text/html') || ![200, 403, 409, 422].includes(answer.status)) throw new Error(String(answer.status))
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('[data-activity]')
    if (!fresh) throw new Error('no activity')
    section.replaceWith(fresh)
    const told = fresh.querySelector('[role=status], [role=alert], output')
    refreshEnd()
    if (told) { told.tabIndex = -1; told.focus({ preventScroll: false }) }
  } catch {
    section.removeAttribute('aria-busy')
    const unsent = new Event('unsent', { bubbles: true, cancelable: true })
    if (!navigator.onLine && !form.dispatchEvent(unsent)) return
    HTMLFormElement.prototype.submit.call(form)
  }
})

// What is still to do for the lesson stands at its end: read it again.
async function refreshEnd() {
  const end = document.getElementById('end')
  if (!end) return
  const answer = await fetch(location.href).catch(() => null)
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('end')
  if (fresh) end.replaceWith(fresh)
}
