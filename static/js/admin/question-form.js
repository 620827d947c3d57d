// Shows the fields that belong to the kind of question chosen. What is hidden keeps its value and is sent as it stands;
// a field stays where it is told wrong, and "read by a person" while it is ticked, because that is refused elsewhere.
{
  const begin = () => {
    const kind = document.querySelector('select[data-belongs]')
    if (!kind) return
    const belongs = JSON.parse(kind.dataset.belongs)
    const madeOf = JSON.parse(kind.dataset.madeOf)
    const note = document.createElement('p')
    note.className = 'help'
    note.setAttribute('role', 'status')
    document.querySelector('[data-contentpath="content"]')?.prepend(note)
    const show = () => {
      note.textContent = madeOf[kind.value] || ''
      for (const [name, kinds] of Object.entries(belongs)) {
        const field = document.querySelector(`[data-contentpath="${name}"]`)
        if (!field) continue
        const kept = field.matches('.w-field--error') || field.querySelector('input:checked, .error-message')
        const section = field.closest('section') || field
        section.hidden = !(kinds.includes(kind.value) || kept)
      }
    }
    kind.addEventListener('change', show)
    show()
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin)
  else begin()
}
