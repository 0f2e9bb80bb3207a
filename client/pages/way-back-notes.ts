import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { memberName } from '../ledger/views.ts'
import type { PartnershipSession } from '../room/types.ts'
import { isSharedPhone } from '../sync/shared-phone.ts'
import { browserStorage } from '../sync/storage.ts'
import { TrElement } from '../ui/element.ts'
import { formatDateTime, isolated } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import { forgetOffer, isOffered } from './recovery-link.ts'
import { makeMyWayBack } from './way-back.ts'

/**
 * Two quiet notes above the table: after joining, once, the offer of a way back; and to whom somebody else made one, that
 * it was made and whether it was used, until they have seen it on this device.
 */
@customElement('tr-way-back-notes')
export class WayBackNotesElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.watch(this.session)
  }

  protected override render() {
    return html`${this.#madeForMe()}${this.#offer()}`
  }

  #offer(): TemplateResult | typeof nothing {
    const { id } = this.session
    if (!isOffered(id) || isSharedPhone()) return nothing
    const away = () => {
      forgetOffer(id)
      this.requestUpdate()
    }
    return html`<section class="banner info" aria-label=${msg('Keep your way back')}>
      ${icon('key-round')}<span>${msg('There is no password. Keep a link with which you come back from another phone or browser.')}</span>
      <span class="row tight">
        <button class="btn dense" type="button" @click=${async () => {
          if (await makeMyWayBack(this.session)) away()
        }}>${msg('Keep my way back')}</button>
        <button class="btn quiet dense" type="button" @click=${away}>${msg('Not now')}</button>
      </span>
    </section>`
  }

  #madeForMe(): TemplateResult | typeof nothing {
    const { me, ledger } = this.session
    const way = ledger.waysBack.get(me.member)
    if (!way) return nothing
    const key = `trestle/way-back-seen/${me.member}`
    const state = `${way.issuedAt} ${way.usedAt}`
    if (browserStorage.get(key) === state) return nothing
    const seen = () => {
      browserStorage.set(key, state)
      this.requestUpdate()
    }
    const name = isolated(memberName(this.session, way.by))
    const made = formatDateTime(way.issuedAt)
    const used = way.usedAt === null ? msg('It has not been used.') : usedWords(way.usedAt)
    return html`<section class="banner warn" aria-label=${msg('A way back was made for you')}>
      ${icon('key-round')}<span>${msg(str`${name} made a way back for you: ${made}.`)} ${used} ${msg('If you did not ask for it, say so at the table.')}</span>
      <button class="btn dense" type="button" @click=${seen}>${msg('I have seen it')}</button>
    </section>`
  }
}

function usedWords(at: number): string {
  const used = formatDateTime(at)
  return msg(str`It was used: ${used}.`)
}
