// The browser asks before a page goes with something typed that no button was pressed for: another form of the page, a
// link, the way back. Expects <form data-unsaved>; ="typed" when the server gave back what it did not store.
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
