// Highlights, notes and stars without leaving the lesson. Expects what learning/parts/noting.html draws and, after each
// block, its [data-beside]: the words of a block stand between two of them. Without it the pencil leads to a page.
const find = (name, from = document) => from.querySelector(name)
const bar = find('[data-notebar]'), form = find('[data-note-form]'), star = find('#star')
const said = find('[data-note-status]'), prose = find('article .prose')
let picked, timer

const parts = (beside) => {
  const found = []
  let one = beside.previousElementSibling
  for (; one && !one.matches('[data-beside], .opening'); one = one.previousElementSibling) found.unshift(one)
  return found.filter((part) => !part.matches('[data-activity]') && !find('form', part))
}

// The letters of a block and where each stands; spaces are left out, for a browser copies them as it likes.
function letters(beside) {
  const places = []
  for (const part of parts(beside)) {
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) [...walk.currentNode.data].reduce((at, letter) => {
      if (letter.trim()) places.push({ node: walk.currentNode, at, letter })
      return at + letter.length
    }, 0)
  }
  return places
}

function* matches(places, words) {
  const wanted = [...words.replace(/\s/g, '')]
  for (let at = 0; wanted.length && at <= places.length - wanted.length; at++) {
    if (wanted.every((letter, n) => places[at + n].letter === letter)) yield [at, wanted.length]
  }
}

function place(item) {
  const places = letters(item.closest('[data-beside]'))
  const all = [...matches(places, item.dataset.quote)]
  if (!all.length) { find('[data-lost]', item).hidden = false; return }
  const [from, length] = all[Math.min(item.dataset.occurrence, all.length - 1)]
  const spans = new Map()
  for (const { node, at, letter } of places.slice(from, from + length)) {
    spans.set(node, [spans.get(node)?.[0] ?? at, at + letter.length])
  }
  let mark
  for (const [node, [start, end]] of spans) {
    const range = new Range()
    range.setStart(node, start)
    range.setEnd(node, end)
    range.surroundContents(mark = document.createElement('mark'))
  }
  if (!('bare' in item.dataset)) return
  const link = find('[data-open]', item)
  link.className = 'mark-link'
  find('span', link).className = 'vh'
  mark.after(link)
  item.hidden = true
}

async function send(form, data, old) {
  const answer = await fetch(form.action, { method: 'POST', body: data, headers: { 'X-Fragment': '1' } })
  const fresh = find('[data-beside]', new DOMParser().parseFromString(await answer.text(), 'text/html'))
  if (!answer.ok || answer.redirected || !fresh) throw new Error(String(answer.status))
  close()
  if (old.dataset.beside) for (const part of parts(old)) {
    part.querySelectorAll('.mark-link').forEach((link) => link.remove())
    part.querySelectorAll('mark').forEach((mark) => mark.replaceWith(...mark.childNodes))
    part.normalize()
  }
  old.replaceWith(fresh)
  fresh.querySelectorAll('[data-quote]').forEach(place)
  said.textContent = said.dataset.done
  return fresh
}

function close() {
  bar.hidden = form.hidden = true
  document.body.append(bar, form)
}

const top = (node) => { while (node && node.parentNode !== prose) node = node.parentNode; return node }
const after = (node) => { while (node && !node.matches('[data-beside]')) node = node.nextElementSibling; return node }

// What is selected inside one block; null for everything else.
function chosen() {
  const selection = getSelection()
  const range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0)
  const beside = range && after(top(range.startContainer))
  if (!beside) return null
  const last = after(top(range.endContainer))
  if (last !== beside && range.endOffset) return null
  const places = letters(beside)
  const inside = places.filter(({ node, at, letter }) =>
    !range.comparePoint(node, at) && !range.comparePoint(node, at + letter.length))
  const words = inside.map(({ letter }) => letter).join('')
  const quote = selection.toString().replace(/\s/g, '') === words ? selection.toString().trim() : words
  if (!words || quote.length > 2000) return null
  const first = places.indexOf(inside[0])
  return { beside, range, quote, occurrence: [...matches(places, words)].findIndex(([at]) => at === first) }
}

function fill({ beside, quote = '', occurrence = '' }) {
  const { elements } = form
  form.reset()
  Object.entries({ block: beside.dataset.beside, quote, occurrence, key: crypto.randomUUID?.() ?? '' })
    .forEach(([name, value]) => { elements[name].value = value })
  const shown = find('blockquote', form)
  shown.textContent = quote
  shown.hidden = !quote
}

function write(choice) {
  fill(choice)
  bar.hidden = true
  choice.beside.append(form)
  form.hidden = false
  form.elements.text.focus()
}

const toPencil = (beside) => find('[data-new]', beside)?.focus({ preventScroll: true })
const save = (beside) => send(form, new FormData(form), beside).then(toPencil)
  .catch(() => HTMLFormElement.prototype.submit.call(form))

function leave() {
  const beside = (form.hidden ? bar : form).closest('[data-beside]')
  close()
  if (beside) toPencil(beside)
}

document.addEventListener('selectionchange', () => {
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (bar.contains(document.activeElement) || !form.hidden) return
    picked = chosen()
    bar.hidden = !picked
    if (!picked) return
    picked.beside.append(bar)
    const here = picked.beside.getBoundingClientRect(), box = picked.range.getBoundingClientRect()
    bar.style.insetBlockStart = `${box.bottom - here.top + 8}px`
    bar.style.insetInlineStart = `${Math.max(0, box.left - here.left)}px`
  }, 250)
})

document.addEventListener('mousedown', (event) => { if (bar.contains(event.target)) event.preventDefault() })
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') leave() })
document.addEventListener('click', (event) => {
  const on = (name) => event.target.closest(name)
  if (on('[data-highlight]') && picked) {
    fill(picked)
    getSelection().removeAllRanges()
    save(picked.beside)
  } else if (on('[data-write]') && picked) write(picked)
  else if (on('[data-cancel]')) leave()
  else if (on('[data-new]') && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault()
    const beside = on('[data-beside]')
    write(chosen()?.beside === beside ? chosen() : { beside })
  }
})

form.addEventListener('submit', (event) => { event.preventDefault(); save(form.closest('[data-beside]')) })
star.addEventListener('submit', async (event) => {
  event.preventDefault()
  const data = new FormData(star, event.submitter)
  try {
    const fresh = await send(star, data, event.submitter.closest('[data-beside]'))
    find('button', fresh).focus()
  } catch {
    const { name, value } = event.submitter
    star.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    HTMLFormElement.prototype.submit.call(star)
  }
})

document.querySelectorAll('[data-quote]').forEach(place)
