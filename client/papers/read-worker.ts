import { readFile } from './read-file.ts'

// Reads one file away from the page, which stays responsive and can end this at any time.
addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
  void readFile(new Uint8Array(event.data)).then(
    result => postMessage(result),
    // A parser that gives up on a strange file is the file's fault as far as its owner is concerned.
    () => postMessage({ ok: false, refusal: 'broken' }),
  )
})
