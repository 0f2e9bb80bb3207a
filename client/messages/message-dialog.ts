import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { partnershipWords, partyView } from '../ledger/views.ts'
import { linkForOthers } from '../room/reach.ts'
import type { PartnershipSession } from '../room/types.ts'
import { announce } from '../ui/announce.ts'
import '../ui/dialog.ts'
import type { DialogElement } from '../ui/dialog.ts'
import { TrElement } from '../ui/element.ts'
import { areaField, selectField } from '../ui/field.ts'
import { icon } from '../ui/icon.ts'
import { toast } from '../ui/toast.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from './catalogue.ts'
import { type Message, messageText } from './compose.ts'
import { type Addressee, addressees, ownVoice, whoAnswersFor } from './people.ts'

/** What a message should say. `link` may be an address within Trestle; `party` is an id; without `to` it goes to whoever answers for it. */
export type MessageWish = Omit<Message, 'who' | 'table' | 'party'> & { party?: string; to?: readonly string[] }

/** One message on offer: for somebody, or for a party (or everyone) whose people are not known. `here`: its link opens on this machine alone. */
export type MessageOffer = { label: string; message: Message; person: Addressee | null; here?: boolean }

/**
 * Shows a message in the language of whoever it is for, to be changed, copied or shared; of several the person chooses one.
 * Resolves when it is put away.
 */
export async function showMessage(session: PartnershipSession, ...wishes: readonly MessageWish[]): Promise<void> {
  const offers = (await Promise.all(wishes.map(wish => offersOf(session, wish)))).flat()
  const dialog = document.createElement('tr-dialog') as DialogElement
  const body = document.createElement('tr-message') as MessageElement
  body.offers = offers
  body.done = () => {
    dialog.open = false
  }
  dialog.heading = msg('Message to send')
  dialog.append(body)
  document.body.append(dialog)
  dialog.open = true
  await new Promise(resolve => dialog.addEventListener('close', resolve, { once: true }))
  dialog.remove()
}

async function offersOf(session: PartnershipSession, wish: MessageWish): Promise<MessageOffer[]> {
  const { to, party, ...rest } = wish
  const view = party === undefined ? null : partyView(session, party)
  const { link, here } = await linkForOthers(session, rest.link)
  const people = await addressees(session, to ?? (party === undefined ? [] : whoAnswersFor(session, party)))
  const message: Message = {
    ...rest,
    link,
    who: session.me.name,
    table: partnershipWords(session).name,
    ...(view && { party: view.short }),
  }
  if (people.length === 0) return [{ label: view?.name ?? '', message, person: null, here }]
  return people.map(person => ({ label: view ? `${person.name}, ${view.short}` : person.name, message, person, here }))
}

/** The button that opens a message. `name` says for whom, where several stand on one page. */
export function messageButton(run: () => void, name = ''): TemplateResult {
  return html`<button
    class="btn quiet dense" type="button" aria-label=${name === '' ? nothing : msg(str`Copy message for ${name}`)} @click=${run}
  >${icon('send')}${msg('Copy message')}</button>`
}

/** The message itself: for whom, in which language, the words, and the two ways to send them. */
@customElement('tr-message')
export class MessageElement extends TrElement {
  @property({ attribute: false }) offers: readonly MessageOffer[] = []
  @property({ attribute: false }) done: () => void = () => {}
  @state() private chosen = 0
  @state() private language: MessageLanguage | null = null
  @state() private text: string | null = null

  protected override render() {
    const { offers } = this
    const { label, person, here } = this.#offer()
    return html`<div class="stack">
      ${
        offers.length > 1
          ? selectField({
              id: 'message-person',
              label: msg('For whom?'),
              value: String(this.chosen),
              options: offers.map((offer, at) => ({ value: String(at), label: offer.label })),
              onInput: at => {
                this.chosen = Number(at)
                this.language = null
                this.text = null
              },
            })
          : label === ''
            ? nothing
            : html`<p class="sm">${msg('For:')} <b><bdi>${label}</bdi></b></p>`
      }
      ${selectField({
        id: 'message-language',
        label: msg('Language of the message'),
        value: this.#language(),
        hint: zoneHint(person),
        options: Object.entries(MESSAGE_LANGUAGES).map(([value, { name }]) => ({ value, label: name })),
        onInput: language => {
          this.language = language as MessageLanguage
          this.text = null
        },
      })}
      ${areaField({
        id: 'message-text',
        label: msg('Message'),
        value: this.#text(),
        rows: 9,
        onInput: text => {
          this.text = text
        },
      })}
      ${here ? html`<div class="banner warn">${icon('wifi-off')}<span>${msg('The link opens on this machine only. The page “People and invites” says how to open Trestle to others.')}</span></div>` : nothing}
      <div class="row end">
        ${'share' in navigator ? html`<button class="btn" type="button" @click=${this.#share}>${icon('send')}${msg('Share')}</button>` : nothing}
        <button class="btn primary" type="button" @click=${this.#copy}>${icon('copy')}${msg('Copy')}</button>
      </div>
    </div>`
  }

  #offer(): MessageOffer {
    return this.offers[this.chosen] ?? this.offers[0]!
  }

  #language(): MessageLanguage {
    return this.language ?? this.#offer().person?.language ?? ownVoice().language
  }

  #text(): string {
    const { message, person } = this.#offer()
    return this.text ?? messageText(message, this.#language(), person?.timeZone ?? ownVoice().timeZone)
  }

  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.#text())
      toast(msg('Copied. Paste it into your chat.'))
      this.done()
    } catch {
      // No clipboard on plain-http hosts: leave it selected for the person's own copy command.
      this.querySelector<HTMLTextAreaElement>('#message-text')?.select()
      announce(msg('Selected. Copy it with your keyboard or the menu.'))
    }
  }

  readonly #share = async (): Promise<void> => {
    try {
      await navigator.share({ text: this.#text() })
      this.done()
    } catch {
      // The person closed the sheet, or the system has none for text: the words are still here to copy.
    }
  }
}

function zoneHint(person: Addressee | null): string {
  if (!person?.timeZone) return msg('Times are in your own time zone.')
  const zone = person.timeZone.replaceAll('_', ' ')
  return msg(str`Times are in their time zone, ${zone}.`)
}
