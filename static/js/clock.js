// Counts down what the server said was left, and says so twice: half a minute before the end, and at the end.
// Expects <div data-clock data-left="seconds" data-whole="seconds" data-soon="…" data-end="…"> around a [data-time],
// a .beads and a live region [data-told]. Nothing is ever sent or locked when the time is over.
const clock = document.querySelector('[data-clock]')

if (clock) {
  const begun = performance.now()
  const left = Number(clock.dataset.left)
  const whole = Number(clock.dataset.whole)
  const time = clock.querySelector('[data-time]')
  const told = clock.querySelector('[data-told]')
  const beads = [...clock.querySelectorAll('.beads i')]
  let said = left > 30 ? '' : left > 0 ? 'soon' : 'end'

  const say = (word) => { if (said !== word) { said = word; told.textContent = clock.dataset[word] } }

  const draw = () => {
    const rest = Math.max(0, left - Math.floor((performance.now() - begun) / 1000))
    time.textContent = `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, '0')}`
    const done = Math.floor((whole - rest) / whole * beads.length)
    beads.forEach((bead, place) => { bead.className = place < done ? 'on' : place === done ? 'now' : '' })
    if (rest === 0) { clock.dataset.over = ''; say('end'); clearInterval(timer) } else if (rest <= 30) say('soon')
  }
  const timer = setInterval(draw, 500)
  draw()
}
