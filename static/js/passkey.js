// Says on the page why no passkey was used: allauth's script tells it the console alone. The words are in
// <template id="passkey-words">, the place is under the button that was pressed.
const words = document.getElementById('passkey-words').content
const kinds = { NotAllowedError: 'refused', AbortError: 'refused', InvalidStateError: 'known' }
let pressed = null
let said = null

document.addEventListener('click', (event) => {
  const button = event.target.closest('button')
  if (!button) return
  pressed = button
  said?.remove()
})

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const kind = kinds[event.detail.exception?.name] ?? 'other'
  said?.remove()
  said = document.createElement('div')
  said.className = 'err-sum sm'
  said.setAttribute('role', 'alert')
  const place = pressed?.closest('.row') ?? pressed ?? document.querySelector('main form')
  place.after(said)
  said.append(words.querySelector(`[data-error="${kind}"]`).cloneNode(true))
})
