// Says which file was dropped or chosen. Expects on the page: <label class="drop"> around a file input and an
// <output data-picked>. Without it the browser's own file field is shown instead.
for (const zone of document.querySelectorAll('.drop')) {
  const input = zone.querySelector('input[type=file]')
  const picked = zone.querySelector('[data-picked]')
  input?.addEventListener('change', () => {
    picked.textContent = [...input.files].map((file) => file.name).join(', ')
  })
}
