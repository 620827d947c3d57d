// The texts of the translation editor in the words of this site. It draws itself once the page is read, so its
// catalogue is completed before; a text that it does not look up is replaced each time it is drawn.
{
  const words = JSON.parse(document.getElementById('translation-editor-words').textContent)
  Object.assign(window.django.catalog, words)
  const reword = () => {
    for (const text of document.querySelectorAll('.js-translation-editor :is(h3, .w-dropdown__toggle .w-sr-only)')) {
      const word = Object.hasOwn(words, text.textContent) ? words[text.textContent] : text.textContent
      if (word !== text.textContent) text.textContent = word
    }
  }
  // From now on, and on the page as a whole: the editor draws itself before whoever waits for the page to be read.
  reword()
  new MutationObserver(reword).observe(document.body, { childList: true, subtree: true })
}
