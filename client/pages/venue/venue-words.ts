import { msg, str } from '@lit/localize'
import { formatNumber } from '../../ui/format.ts'
import type { CheckId, Outcome, Verdict, Why } from './check.ts'

/** What one check is called. */
export function checkName(id: CheckId): string {
  switch (id) {
    case 'server':
      return msg('Reaches the server')
    case 'socket':
      return msg('Live line to the table')
    case 'secure':
      return msg('Protected connection')
    case 'worker':
      return msg('Opens without a line')
    case 'storage':
      return msg('Keeps words on this device')
    case 'signatures':
      return msg('Signatures of this device')
    case 'locks':
      return msg('Several tabs at once')
    case 'share':
      return msg('Share button of this device')
    case 'clipboard':
      return msg('Copy buttons')
    case 'clock':
      return msg('Clock')
    case 'screen':
      return msg('Screen and language')
    case 'space':
      return msg('Free space')
    case 'browser':
      return msg('Browser')
  }
}

/** Whether it works, in a word or two. */
export function stateWord(outcome: Outcome | undefined): string {
  switch (outcome?.state) {
    case undefined:
      return msg('Being tried')
    case 'works':
      return msg('Works here')
    case 'care':
      return msg('Needs a look')
    case 'missing':
      return outcome.why === 'plain-http' ? msg('Not here: plain http takes it away') : msg('Not here')
  }
}

/** What was measured, or ''. */
export function measured(id: CheckId, outcome: Outcome | undefined): string {
  if (!outcome || outcome.state === 'missing') return ''
  const { figures } = outcome
  const [first, second, third] = figures.map(figure => (typeof figure === 'number' ? formatNumber(figure) : figure))
  switch (id) {
    case 'server':
      return msg(str`There and back in ${first} ms; ${second} kB came at ${third} kB a second`)
    case 'socket':
      return msg(str`Open after ${first} ms, a word there and back in ${second} ms`)
    case 'signatures':
      return first ?? ''
    case 'clock': {
      const seconds = Number(figures[0])
      const off = formatNumber(Math.abs(seconds))
      if (seconds === 0) return msg('Same as the server’s')
      return seconds > 0 ? msg(str`${off} s ahead of the server`) : msg(str`${off} s behind the server`)
    }
    case 'screen':
      return msg(str`${first} by ${second} pixels, ${third}`)
    case 'space':
      return msg(str`${first} MB`)
    case 'browser':
      if (outcome.state === 'works') return ''
      return first ? msg(str`Inside ${first}`) : msg('Inside another app')
    default:
      return ''
  }
}

/** What it means for the meeting that something is missing or needs care, and what to do; '' when it works. */
export function meaning(id: CheckId, outcome: Outcome | undefined): string {
  if (!outcome || outcome.state === 'works') return ''
  if (outcome.state === 'care') return careMeaning(id)
  const next = nextStep(id, outcome.why)
  return next === '' ? missingMeaning(id) : `${missingMeaning(id)} ${next}`
}

function careMeaning(id: CheckId): string {
  switch (id) {
    case 'clock':
      return msg('Closing times may look wrong here. The server’s clock counts. Set this device to automatic time.')
    case 'screen':
      return msg('Everything is there, in one narrow column. Turn the device if reading is hard.')
    case 'space':
      return msg('The device may throw away what is kept for work without a line. Free some space before the meeting.')
    case 'browser':
      return msg(
        'This small browser forgets who you are when it closes. Open its menu and choose to open the page in your browser.',
      )
    default:
      return ''
  }
}

function missingMeaning(id: CheckId): string {
  switch (id) {
    case 'server':
      return msg(
        'Without the server nothing can be joined. Check that you are on the network of the meeting, then try again.',
      )
    case 'socket':
      return msg('What others write would not arrive. A proxy or a filter holds it back: ask whoever runs the network.')
    case 'secure':
      return msg('Others on this network could read along. That is acceptable only on a network that you trust.')
    case 'worker':
      return msg('Keep the page open in the meeting: without a line it works on, but it cannot be opened again.')
    case 'storage':
      return msg(
        'What you write without a line is lost when the page closes. Leave the private window, or allow site data.',
      )
    case 'signatures':
      return msg(
        'Your positions count all the same. They are recorded under your seat, without this device’s own signature.',
      )
    case 'locks':
      return msg('Trestle finds another way. There is nothing to do.')
    case 'share':
      return msg('Copy a link and put it into your chat yourself.')
    case 'clipboard':
      return msg('Copy buttons select the words; copy them with your device’s own menu.')
    case 'space':
      return msg('How much is free cannot be told here.')
    case 'clock':
      return msg('It cannot be compared without the server.')
    case 'screen':
    case 'browser':
      return ''
  }
}

function nextStep(id: CheckId, why: Why): string {
  if (why === 'certificate')
    return msg(
      'This browser does not trust the server’s certificate enough for it. A certificate of an authority brings it.',
    )
  if (why === 'plain-http' && (id === 'secure' || id === 'worker' || id === 'signatures'))
    return msg('An address that begins with https brings it: ask your broker.')
  return ''
}

/** The answer in one sentence. */
export function verdictWords(verdict: Verdict): string {
  switch (verdict) {
    case 'checking':
      return msg('Trying what works here')
    case 'all':
      return msg('Everything works on this device')
    case 'some':
      return msg('This device can take part')
    case 'none':
      return msg('This device cannot take part yet')
  }
}
