// Signing in in another tab gives out a new token: the form takes it along when its button is pressed, so that it is not
// asked about twice. Expects <form data-kept>. Without this script the same page comes once more.
addEventListener('submit', (event) => {
  const token = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)
  if (token && event.target.matches('[data-kept]')) event.target.elements.csrfmiddlewaretoken.value = token[1]
})
