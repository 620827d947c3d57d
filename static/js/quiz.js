// Counts the time limit of a quiz down. Expects [data-deadline][data-now] (ISO, both by the server's clock) around
//   [data-countdown][hidden] with [data-clock], and [data-said] with the sentences. Without it the end stands in words.
const limit = document.querySelector('[data-deadline]')

if (limit) {
  const clock = limit.querySelector('[data-clock]')
  const said = limit.querySelector('[data-said]')
  // The server's now, and how long this page has stood: the clock of the device may be wrong.
  const left = (Date.parse(limit.dataset.deadline) - Date.parse(limit.dataset.now)) / 1000
  const since = performance.now()
  const told = new Set()
  const say = (name) => {
    if (!told.has(name)) said.textContent = said.dataset[name]
    told.add(name)
  }
  const show = () => {
    const seconds = Math.max(0, Math.ceil(left - (performance.now() - since) / 1000))
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    if (seconds === 0) { say('over'); said.classList.remove('vh') }
    else if (seconds <= 60) say('one')
    else if (seconds <= 300 && left > 300) say('five')
    if (seconds > 0) setTimeout(show, 1000)
  }
  if (left > 0) {
    limit.querySelector('[data-countdown]').hidden = false
    show()
  }
}
