// Opens what is folded before the page is printed, and folds it again after. What stays closed on paper (solutions, the
// tables of charts, menus) is hidden there by the style sheet. Browsers that know `::details-content` need no script.
const folded = 'details.fold:not([open]):not(.no-print, .prose > *, .chart + *)'
let opened = []

addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll(folded)]
  opened.forEach((one) => { one.open = true })
})
addEventListener('afterprint', () => {
  opened.forEach((one) => { one.open = false })
  opened = []
})
