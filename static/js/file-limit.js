// A file that is too large is refused before it is sent. Expects <input type="file" data-limit="bytes" data-too-large="…">
// (`lib.forms.LimitedFileField`); also in forms that check nothing themselves (novalidate). The server says it anyway.
const LIMITED = 'input[type=file][data-limit]'

function tooLarge(input) {
  const large = [...input.files].some((file) => file.size > Number(input.dataset.limit))
  input.setCustomValidity(large ? input.dataset.tooLarge : '')
  return large
}

document.addEventListener('change', ({ target }) => {
  if (target.matches(LIMITED) && tooLarge(target)) target.reportValidity()
})

// Before any other script takes the form for sent.
addEventListener('submit', (event) => {
  const large = [...event.target.querySelectorAll(LIMITED)].filter(tooLarge)
  if (!large.length) return
  event.preventDefault()
  event.stopImmediatePropagation()
  large[0].reportValidity()
}, true)
