// The texts of the translation editor in the words of this site. It draws itself once the page is read, so its
// catalogue is completed before; a text that it does not look up is replaced each time it is drawn.
{
  const words = JSON.parse(document.getElementById("translation-editor-words").textContent);
  Object.assign(window.django.catalog, words);
  const editor = document.querySelector(".js-translation-editor");
  const reword = () => {
    for (const text of editor.querySelectorAll(".w-dropdown__toggle .w-sr-only")) {
      if (words[text.textContent] && words[text.textContent] !== text.textContent) {
        text.textContent = words[text.textContent];
      }
    }
  };
  new MutationObserver(reword).observe(editor, { childList: true, subtree: true });
}
