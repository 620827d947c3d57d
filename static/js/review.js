// Keys 1 to 4 rate the card that was answered: they press the button of that rating. Without it the buttons do the same.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  if (event.target.closest('input, select, textarea, [contenteditable]')) return
  const button = document.querySelector(`button[name=rating][value="${CSS.escape(event.key)}"]`)
  if (button) { event.preventDefault(); button.click() }
})
