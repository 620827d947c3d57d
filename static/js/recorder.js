// Records an answer in this page and nowhere else: the sound is an object of the page, played from there, saved by the
// person if they wish, and gone with the page. Nothing here sends anything.
// Expects <section data-recorder hidden> with [data-do=record|stop|forget], an audio element, a link [data-keep], and a
// status [data-state] that carries its words (data-live, data-done, data-refused). Without it one answers in writing.
const place = document.querySelector('[data-recorder]')

if (place && navigator.mediaDevices?.getUserMedia && 'MediaRecorder' in window) {
  const find = (name) => place.querySelector(name)
  const [record, stop, forget] = ['record', 'stop', 'forget'].map((name) => find(`[data-do=${name}]`))
  const audio = find('audio')
  const keep = find('[data-keep]')
  const state = find('[data-state]')
  const spoken = document.querySelector('[name=spoken]')
  let recorder
  let address = ''
  let kept = true
  place.hidden = false

  const show = (live, done) => {
    record.hidden = live
    stop.hidden = !live
    audio.hidden = keep.hidden = forget.hidden = !done
    state.classList.toggle('live', live)
  }

  const drop = () => {
    if (address) URL.revokeObjectURL(address)
    address = ''
    kept = true
    audio.removeAttribute('src')
  }

  const start = async () => {
    drop()
    let stream
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch {
      state.textContent = state.dataset.refused
      return
    }
    const pieces = []
    recorder = new MediaRecorder(stream)
    recorder.addEventListener('dataavailable', (event) => pieces.push(event.data))
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop()
      const type = recorder.mimeType || 'audio/webm'
      address = URL.createObjectURL(new Blob(pieces, { type }))
      audio.src = keep.href = address
      keep.download = `${keep.dataset.keep}.${type.includes('mp4') ? 'm4a' : type.includes('ogg') ? 'ogg' : 'webm'}`
      kept = false
      show(false, true)
      state.textContent = state.dataset.done
      audio.focus()
      // The form may have been drawn again by an autosave: the field is looked for now.
      const field = document.querySelector('[name=spoken]') || spoken
      if (field && !field.checked) field.click()
    })
    recorder.start()
    show(true, false)
    state.textContent = state.dataset.live
    stop.focus()
  }

  record.addEventListener('click', start)
  stop.addEventListener('click', () => recorder.stop())
  keep.addEventListener('click', () => { kept = true })
  forget.addEventListener('click', () => { drop(); show(false, false); state.textContent = ''; record.focus() })
  // The browser asks before the page goes with a recording that was not saved.
  addEventListener('beforeunload', (event) => { if (!kept || recorder?.state === 'recording') event.preventDefault() })
}
