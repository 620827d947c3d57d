// Saves the display chosen in the footer without leaving the page. The style sheet has already obeyed the radio.
const form = document.querySelector('[data-theme-form]')

if (form) {
  const button = form.querySelector('button')
  button.hidden = true
  form.addEventListener('change', async () => {
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body: new FormData(form),
        headers: { 'X-Requested-With': 'fetch' },
        redirect: 'manual',
      })
      if (answer.type !== 'opaqueredirect' && !answer.ok) throw new Error(String(answer.status))
    } catch {
      button.hidden = false
    }
  })
}

// One menu open at a time; Escape or a click elsewhere closes it.
const menus = document.querySelectorAll('details.menu')
const close = (except) => menus.forEach((menu) => { if (menu !== except) menu.open = false })

document.addEventListener('click', (event) => close(event.target.closest('details.menu')))
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  const open = [...menus].find((menu) => menu.open)
  if (!open) return
  open.open = false
  open.querySelector('summary').focus()
})
