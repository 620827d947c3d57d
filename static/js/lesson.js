// Remembers where a lesson was left, and lights the rail. Expects on the page:
//   <article data-position-url="…" data-position="block id last seen">, a CSRF token in any form or <meta name="csrf-token">,
//   blocks with id and data-block, and a .rail whose links point to them. Without it the lesson reads the same.
const article = document.querySelector('[data-position-url]')

if (article && 'IntersectionObserver' in window) {
  const token = document.querySelector('meta[name=csrf-token]')?.content
    ?? document.querySelector('input[name=csrfmiddlewaretoken]')?.value
  const blocks = [...article.querySelectorAll('[data-block][id]')]
  const links = new Map([...document.querySelectorAll('.rail a[href^="#"]')].map((link) => [link, link.hash.slice(1)]))
  let current = article.dataset.position || ''
  let sent = current
  let timer

  const send = () => {
    if (!token || !current || current === sent) return
    sent = current
    fetch(article.dataset.positionUrl, {
      method: 'POST',
      headers: { 'X-CSRFToken': token, 'X-Requested-With': 'fetch' },
      body: new URLSearchParams({ block: document.getElementById(current)?.dataset.block || current }),
      keepalive: true,
    }).catch(() => { sent = '' })
  }

  const order = new Map(blocks.map((block, index) => [block.id, index]))
  const light = (id) => {
    const here = order.get(id)
    let last
    for (const [link, target] of links) {
      link.removeAttribute('aria-current')
      if ((order.get(target) ?? Infinity) <= here) { last?.classList.add('read'); last = link }
    }
    last?.setAttribute('aria-current', 'step')
  }

  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) current = entry.target.id
    light(current)
    clearTimeout(timer)
    timer = setTimeout(send, 2000)
  }, { rootMargin: '-10% 0px -70% 0px' })
  blocks.forEach((block) => observer.observe(block))

  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') send() })

  // Arriving without an anchor: offer to go back to the last block, never scroll by itself.
  document.querySelectorAll('[data-resume]').forEach((link) => {
    if (current && document.getElementById(current)) { link.href = `#${current}`; link.hidden = false }
  })
}
