// The browser asks before a page goes with something typed that no button was pressed for: another form of the page, a
// link, the way back. Expects <form data-unsaved>; ="typed" when the server gave back what it did not store.
// With data-carried="key", going to the other language takes it along: that page has the same fields under the same key.
const typed = new Set(document.querySelectorAll('form[data-unsaved="typed"]'))
let sent = null

document.addEventListener('input', (event) => {
  const form = event.target.form
  if (form?.matches('[data-unsaved]')) typed.add(form)
  if (form === sent) sent = null
})
document.addEventListener('reset', (event) => { typed.delete(event.target) })

document.addEventListener('submit', (event) => { sent = event.target })

addEventListener('beforeunload', (event) => {
  // Asked each time: who stays on the page still has what was about to be sent.
  const lost = [...typed].some((form) => form !== sent && form.isConnected && !form.hidden)
  sent = null
  if (lost) event.preventDefault()
})

const fields = (form) => [...form.elements].filter(({ name, type }) => name && !['hidden', 'submit', 'file'].includes(type))
const place = (form) => `carried:${form.dataset.carried}`

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('.lang a[hreflang]') || event.ctrlKey || event.metaKey || event.shiftKey) return
  for (const form of document.querySelectorAll('form[data-carried]')) {
    if (!typed.has(form)) continue
    sessionStorage.setItem(place(form), JSON.stringify(fields(form).map(({ name, value, checked }) => [name, value, checked])))
    typed.delete(form)
  }
})

for (const form of document.querySelectorAll('form[data-carried]')) {
  const held = JSON.parse(sessionStorage.getItem(place(form)) || '[]')
  sessionStorage.removeItem(place(form))
  fields(form).forEach((field, n) => {
    const [name, value, checked] = held[n] || []
    if (name !== field.name) return
    if (['radio', 'checkbox'].includes(field.type)) field.checked = checked
    else field.value = value
    typed.add(form)
  })
}
