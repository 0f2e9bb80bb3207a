import './table.css'
import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { iAmBroker, documents, memberName, parties, partnershipWords } from '../../ledger/views.ts'
import { isBroker } from '../../../shared/access/roles.ts'
import { type Lay, layOf } from '../../../shared/cycle/lay.ts'
import { originNote } from '../../ledger/origin-note.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { browserStorage } from '../../sync/storage.ts'
import { provideActs } from '../../ui/acts.ts'
import { readMarksOf } from '../../talk/read-marks.ts'
import { lowData } from '../../sync/low-data.ts'
import { TrElement } from '../../ui/element.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { roleWord } from '../../ui/words.ts'
import { askToTable } from '../ask-to-table.ts'
import { copyField } from '../copy-field.ts'
import { forgetRecoveryLink, recoveryLink } from '../recovery-link.ts'
import './canvas-list.ts'
import './new-canvas.ts'
import './cycle-part.ts'
import { keepLook, type Look, lookBefore } from './last-look.ts'
import { lookNow, type News, newsSince } from './news.ts'
import { plan } from './plan.ts'
import './since-part.ts'
import { type Waiting, waitingFor } from './waiting.ts'

/** How often the small pictures follow their canvases, in milliseconds. */
const REDRAWN_EVERY = 10_000

/** The front page of a partnership: what it is for, what comes next for me, and the table with its parties and canvases. */
@customElement('tr-table-page')
export class TablePageElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @state() private adding = false
  /** On a thin line the small pictures are drawn when somebody asks for them. */
  @state() private pictures = false
  readonly #rooms = new Map<string, CanvasRoom>()
  #redraw: ReturnType<typeof setInterval> | undefined
  #before: Look | null = null
  #lay: Lay = { stakeholders: [], clauses: [] }
  #news: readonly News[] = []
  /** Which canvases the last reading found loaded, so that one that comes is read at once. */
  #read = ''

  constructor() {
    super()
    provideActs(this, () => [
      {
        id: 'table-add',
        label: msg('Add a canvas'),
        icon: 'plus',
        keys: 'N',
        off: this.#mayAdd ? '' : msg('Brokers and representatives add canvases. Ask one of them.'),
        run: () => {
          this.adding = true
        },
      },
    ])
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#redraw = setInterval(() => {
      this.#read = ''
      this.requestUpdate()
    }, REDRAWN_EVERY)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#redraw)
    this.#keepLook()
    for (const room of this.#rooms.values()) room.close()
    this.#rooms.clear()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) {
      for (const room of this.#rooms.values()) room.close()
      this.#rooms.clear()
      this.#read = ''
      const { id, me } = this.session
      this.#before = lookBefore(browserStorage, id, me.member, Date.now())
    }
    this.#followRooms()
    this.#readCanvases()
    this.watch(this.session, lowData, readMarksOf(this.session), ...this.#rooms.values())
  }

  protected override render() {
    const { session } = this
    const { name, purpose } = partnershipWords(session)
    const waiting = waitingFor(session, Date.now(), this.#rooms)
    const add = this.#mayAdd
      ? () => {
          this.adding = true
        }
      : null
    return html`<div class="page stack table-page">
      <div class="stack">
        <h1 class="huge" dir="auto">${name}</h1>
        ${purpose ? html`<p class="lead muted" dir="auto">${purpose}</p>` : nothing}
      </div>
      ${this.#recovery()}
      <div class="front">
        <div class="stack loose-8">
          ${waiting[0] ? nextForYou(waiting[0]) : nothing}
          ${plan({ session, rooms: this.#rooms, addCanvas: add })}
          <div class="row apart">
            ${this.#askForPictures()}<p class="sm muted seats-note">${parties(session).length === 0 ? nothing : lowData.on() ? msg('Low data: who is here now is not fetched.') : msg('Filled: someone is here now. Hollow: away.')}</p>
            ${add && documents(session).length > 0 ? html`<button class="btn quiet dense" type="button" @click=${add}>${icon('plus')}${msg('Add a canvas')}</button>` : nothing}
          </div>
          <tr-canvas-list .session=${session}></tr-canvas-list>
        </div>
        <aside class="stack loose-8" aria-label=${msg('For you')}>
          ${waitingList(waiting)}
          <tr-since-part .news=${this.#news} .since=${this.#before?.at ?? null} @seen=${this.#seen}></tr-since-part>
          ${this.#brokers()}${this.#host()}
        </aside>
      </div>
      <tr-cycle-part .session=${session} .lay=${this.#lay}></tr-cycle-part>
      <tr-new-canvas .session=${session} ?open=${this.adding} @close=${() => {
        this.adding = false
      }}></tr-new-canvas>
    </div>`
  }

  get #mayAdd(): boolean {
    return iAmBroker(this.session) || this.session.me.role === 'representative'
  }

  #askForPictures(): TemplateResult | typeof nothing {
    if (this.pictures || !lowData.on() || documents(this.session).length === 0) return nothing
    const draw = () => {
      this.pictures = true
    }
    return html`<button class="btn quiet dense" type="button" @click=${draw}>${icon('eye')}${msg('Draw the little pictures')}</button>`
  }

  #recovery(): TemplateResult | typeof nothing {
    const url = recoveryLink(this.session.id)
    // From another seat of the sample it would look like the way back to that seat.
    if (url === null || (this.session.home ?? null) !== null) return nothing
    const done = () => {
      forgetRecoveryLink(this.session.id)
      this.requestUpdate()
    }
    return html`<section class="sheet stack recovery" aria-labelledby="h-recovery">
      <div class="stack tight">
        <h2 id="h-recovery">${msg('Keep your recovery link')}</h2>
        <p class="sm">${msg('There is no account and no password. With this link you come back from another browser, once; then you get a new one. It is shown only now.')}</p>
      </div>
      ${copyField({ id: 'recovery-link', label: msg('Recovery link'), value: url })}
      <div class="row end"><button class="btn" type="button" @click=${done}>${icon('check')}${msg('I have kept it')}</button></div>
    </section>`
  }

  /** Brokers sit for no party, so they have no seat at the table's edge: here partners see whom to turn to. */
  #brokers(): TemplateResult {
    const { ledger, me, present } = this.session
    const brokers = [...ledger.members.values()].filter(one => isBroker(one.role) && one.leftAt === null)
    const title = partnershipWords(this.session).brokerTitle || roleWord('broker')
    return html`<section class="stack tight" aria-labelledby="h-brokers">
      <h2 id="h-brokers">${msg('Who runs the process')}</h2>
      ${brokers.map(
        one => html`<p class="sm row facts">
          <b><bdi>${memberName(this.session, one.id)}</bdi></b>
          <span class="muted"><bdi>${one.role === 'broker' ? title : roleWord(one.role)}</bdi></span>
          ${one.id !== me.member && present.has(one.id) ? html`<span class="muted">${msg('here now')}</span>` : nothing}
        </p>`,
      )}
      ${askToTable(this.session)}
    </section>`
  }

  #host(): TemplateResult | typeof nothing {
    const { host } = partnershipWords(this.session)
    const origin = originNote(this.session)
    if (host === '' && origin === nothing) return nothing
    return html`<section class="stack tight" aria-labelledby="h-host">
      <h2 id="h-host">${host === '' ? msg('Where this table comes from') : msg('Who runs this server')}</h2>
      ${host === '' ? nothing : html`<p class="sm"><bdi>${host}</bdi>. <span class="muted">${msg('They could technically read what is written here.')}</span></p>`}
      ${origin}
    </section>`
  }

  /** The canvases are read every ten seconds and when one of them comes, not with every key that somebody presses. */
  #readCanvases(): void {
    const loaded = [...this.#rooms.values()].filter(room => room.loaded)
    const read = loaded.map(room => room.document).join(' ')
    if (read === this.#read) return
    this.#read = read
    this.#lay = layOf(loaded.map(({ document: id, kind, doc }) => ({ id, kind, doc })))
    this.#news = this.#before === null ? [] : newsSince(this.session, this.#rooms, this.#before)
    this.#keepLook()
  }

  /** Kept only once everything has come: a canvas that is not here yet would be news the next time. */
  #keepLook(seen = false): void {
    const { id, me } = this.session
    const rooms = [...this.#rooms.values()]
    if (rooms.length === 0 || !rooms.every(room => room.loaded)) return
    keepLook(browserStorage, id, me.member, lookNow(this.session, this.#rooms, Date.now()), seen)
  }

  readonly #seen = (): void => {
    this.#keepLook(true)
    this.#before = lookBefore(browserStorage, this.session.id, this.session.me.member, Date.now())
    this.#news = []
    this.requestUpdate()
  }

  #followRooms(): void {
    const drawn = this.pictures || !lowData.on()
    const lying = new Set(drawn ? documents(this.session).map(info => info.id) : [])
    for (const [id, room] of this.#rooms) {
      if (lying.has(id)) continue
      room.close()
      this.#rooms.delete(id)
    }
    for (const id of lying) if (!this.#rooms.has(id)) this.#rooms.set(id, this.session.open(id))
  }
}

function nextForYou(first: Waiting): TemplateResult {
  return html`<section class="next" aria-label=${msg('Next for you')}>
    <div>
      <p class="sm strong next-label">${msg('Next for you')}</p>
      <p class="words">${first.what}</p>
      <p class="sm muted">${first.when}</p>
    </div>
    <a class="btn primary" href=${first.href}>${first.act}</a>
  </section>`
}

function waitingList(waiting: readonly Waiting[]): TemplateResult {
  return html`<section aria-labelledby="h-waiting">
    <h2 id="h-waiting">${msg('Waiting for you')} <span class="muted num">${waiting.length > 0 ? formatNumber(waiting.length) : nothing}</span></h2>
    ${
      waiting.length === 0
        ? html`<p class="sm muted">${msg('Nothing waits for you. Look around the table.')}</p>`
        : html`<ul class="waiting">${waiting.map(one => html`<li>${icon(one.icon)}<a href=${one.href}>${one.what}</a><span class="when">${one.when}</span></li>`)}</ul>`
    }
  </section>`
}
