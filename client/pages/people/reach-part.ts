import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { TrElement } from '../../ui/element.ts'
import { icon } from '../../ui/icon.ts'
import { copyField } from '../copy-field.ts'
import { linkForPhones, phoneWay, type Reach } from '../../room/reach.ts'
import '../qr/qr-code.ts'

/** Typed in a terminal, so the same in every language. */
const START_FOR_THE_ROOM = 'npm start -- --lan --https'

/** Phones in the room, for brokers: whether they can get here, by which address, and the venue check to try it. */
@customElement('tr-reach-part')
export class ReachPartElement extends TrElement {
  @property({ attribute: false }) reach: Reach | null = null
  @property() base: string | null = null

  protected override render() {
    const { reach } = this
    if (!reach) return nothing
    const way = phoneWay(reach, location.hostname)
    return html`<section class="part" aria-labelledby="h-reach">
      <h2 id="h-reach">${msg('Phones in the room')}</h2>
      ${way === 'closed' || way === 'no-network' ? closed(way) : this.#open(reach)}
    </section>`
  }

  #open(reach: Reach): TemplateResult {
    const venue = linkForPhones(`${location.origin}/venue`, reach, location.hostname, this.base)
    return html`<div class="venue-way">
      <tr-qr-code .text=${venue} .label=${msg('Code that leads to the venue check')}></tr-qr-code>
      <div class="stack">
        <p>${msg('Try it before the meeting: scan the code with a phone on the network of the room. The venue check says what works on it.')}</p>
        ${copyField({ id: 'venue-link', label: msg('Venue check'), value: venue })}
        <p class="muted sm">${certificateWords(reach)}</p>
        <p><a href="/venue">${msg('Check this device')}</a></p>
      </div>
    </div>`
  }
}

function closed(way: 'closed' | 'no-network'): TemplateResult {
  return html`<div class="banner warn">${icon('wifi-off')}<span><b>${msg('Phones cannot reach this address yet')}</b><br />${
    way === 'closed'
      ? msg('Trestle listens on this machine only. Links and codes work for others once it is open to the network.')
      : msg('This machine is on no network. Connect it to the network of the room, then load this page again.')
  }</span></div>
  ${way === 'closed' ? steps() : nothing}`
}

function steps(): TemplateResult {
  return html`<ol class="stack tight">
    <li>${msg('Connect this machine and the phones to the same network.')}</li>
    <li>${msg('In the terminal where Trestle runs, stop it with Ctrl and C.')}</li>
    <li>${msg('Start it again with:')} <code dir="ltr">${START_FOR_THE_ROOM}</code></li>
    <li>${msg('Scan the code in the terminal with a phone. Nothing written here is lost.')}</li>
  </ol>`
}

function certificateWords({ https, publicUrl }: Reach): string {
  if (https === 'self-signed')
    return msg(
      'Each phone warns once about the certificate, since it was made on this machine. Going on is right here.',
    )
  if (https === 'files' || (publicUrl ?? location.origin).startsWith('https:'))
    return msg('The connection is protected.')
  return msg(
    'The connection is plain http: use it only on a network that you trust. Starting Trestle with https protects it.',
  )
}
