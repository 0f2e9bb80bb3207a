import './view-as.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import { getLocale, LOCALES } from '../../i18n/localize.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { iAmBroker } from '../../ledger/views.ts'
import { path } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { api } from '../../sync/api.ts'
import { announce } from '../../ui/announce.ts'
import { TrElement } from '../../ui/element.ts'
import { fieldError, selectField } from '../../ui/field.ts'
import { icon } from '../../ui/icon.ts'
import { theme } from '../../ui/preferences.ts'
import { noticePage } from '../notice-page.ts'
import { LANGUAGE_NAMES, themeChoices } from '../settings-list.ts'
import { type LookSeat, lookSeats, seatAsked } from './seats.ts'

/** Width and height of the frame, in the frame's own attributes: they stand for devices. */
const SCREENS: Record<string, { width: string; height: string }> = {
  here: { width: '100%', height: '860' },
  tablet: { width: '834', height: '1112' },
  phone: { width: '390', height: '844' },
  narrow: { width: '360', height: '740' },
}

/**
 * What somebody else would see: the real product in a frame, opened from a seat that nobody holds. The server answers the
 * frame as it would answer that seat and does nothing; nobody sees the look, and it leaves no trace here.
 */
@customElement('tr-view-as-page')
export class ViewAsPageElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @state() private seat: LookSeat | null = null
  @state() private screen = 'here'
  @state() private language: string = getLocale()
  @state() private theme: string = theme()
  @state() private token: string | null = null
  @state() private error = ''
  #turn = 0

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session')) return
    this.watch(this.session)
    if (iAmBroker(this.session)) void this.#look(seatAsked(lookSeats(this.session), location.search))
  }

  protected override render() {
    if (!iAmBroker(this.session)) {
      return noticePage({
        head: false,
        heading: msg('Only brokers look as somebody else'),
        words: msg('They rehearse here what each party will see. Go back to the table.'),
        act: { label: msg('To the table'), href: path.table(this.session.id) },
      })
    }
    return html`<div class="page view-as stack">
      <div class="row apart">
        <h1>${msg('Look as somebody else')}</h1>
        <a class="btn" href=${path.people(this.session.id)}>${icon('x')}${msg('Stop looking')}</a>
      </div>
      <p class="muted">${msg('The frame shows what that seat gets from the server, and nothing more. Nothing that you press in it is done, nobody sees you in it, and it is in no record.')}</p>
      ${this.#choices()}
      ${this.error ? html`<p>${fieldError('look', this.error)}</p>` : nothing}
      ${this.seat && this.token ? this.#frame(this.seat, this.token) : nothing}
    </div>`
  }

  #choices(): TemplateResult {
    const seats = lookSeats(this.session)
    return html`<div class="look-choices">
      ${selectField({
        id: 'look-seat',
        label: msg('Look as'),
        value: this.seat?.key ?? '',
        options: seats.map(seat => ({ value: seat.key, label: seat.label })),
        onInput: key => void this.#look(seats.find(seat => seat.key === key) ?? seats[0]!),
      })}
      ${selectField({
        id: 'look-screen',
        label: msg('On'),
        value: this.screen,
        options: [
          { value: 'here', label: msg('This screen') },
          { value: 'tablet', label: msg('A tablet, 834 wide') },
          { value: 'phone', label: msg('A phone, 390 wide') },
          { value: 'narrow', label: msg('A narrow phone, 360 wide') },
        ],
        onInput: screen => {
          this.screen = screen
        },
      })}
      ${selectField({
        id: 'look-language',
        label: msg('In'),
        value: this.language,
        options: LOCALES.map(one => ({ value: one, label: LANGUAGE_NAMES[one] })),
        onInput: language => {
          this.language = language
        },
      })}
      ${selectField({
        id: 'look-theme',
        label: msg('Light or dark'),
        value: this.theme,
        options: themeChoices().map(([value, label]) => ({ value, label })),
        onInput: chosen => {
          this.theme = chosen
        },
      })}
    </div>`
  }

  #frame(seat: LookSeat, token: string): TemplateResult {
    const { width, height } = SCREENS[this.screen]!
    const title = msg(str`What they see: ${seat.label}`)
    const frame = html`<iframe
      title=${title} width=${width} height=${height} data-look=${token} data-as=${seat.label} data-language=${this.language}
      data-theme=${this.theme} sandbox="allow-scripts allow-same-origin allow-forms" src=${path.table(this.session.id)}
    ></iframe>`
    return html`<section class="look" aria-labelledby="look-as">
      <div class="row apart look-bar">
        <p id="look-as" class="strong">${icon('eye')}<span>${seat.label}</span></p>
        <button class="btn dense" type="button" @click=${() => void this.#look(seat)}>${icon('refresh-cw')}${msg('Look again')}</button>
      </div>
      <div class="look-frame" tabindex="0" role="group" aria-label=${title}>${keyed([token, this.language, this.theme].join(' '), frame)}</div>
    </section>`
  }

  async #look(seat: LookSeat): Promise<void> {
    const turn = ++this.#turn
    const answer = await api.post<{ token: string }>(`/api/partnerships/${this.session.id}/previews`, {
      role: seat.role,
      name: seat.label,
      ...(seat.party !== null && { partyId: seat.party }),
    })
    if (turn !== this.#turn) return
    this.error = answer.ok ? '' : refusalWords(answer.refusal)
    this.seat = seat
    this.token = answer.ok ? answer.value.token : null
    if (answer.ok) announce(msg(str`You look as: ${seat.label}`))
  }
}
