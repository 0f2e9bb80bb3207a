import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Stakeholder } from '../../../shared/kinds/stakeholder-map/model.ts'
import type { RatingValues } from '../../../shared/ledger/facts.ts'
import { SEEN_DIFFERENTLY, type Standing } from '../../../shared/stakeholders/findings.ts'
import { QUADRANTS } from '../../../shared/stakeholders/quadrants.ts'
import { counted } from '../../i18n/counts.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { openComments } from '../../talk/thread-views.ts'
import '../../talk/talk-element.ts'
import { TrElement } from '../../ui/element.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { partyTag } from '../../ui/mark.ts'
import '../../ui/menu.ts'
import { emptyState } from '../../ui/empty-state.ts'
import type { MapActs } from './map-acts.ts'
import type { MapView } from './map-view.ts'
import { nameWord, quadrantWord, ratingWord } from './map-words.ts'
import { numberBox } from './number-box.ts'
import { questionOf } from './findings-panel.ts'

/** More than the largest screen shows of the outline. */
const FIRST_LINES = 16

/**
 * The map as an editable list: everything that the canvas can do, by words and numbers. Boxes hold my party's ratings
 * (for a broker, the agreed point); middles of the parties stand in the notes. Events: `open` {id}, `add`.
 */
@customElement('tr-map-outline')
export class MapOutlineElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property() document = ''
  @property({ attribute: false }) view!: MapView
  @property({ attribute: false }) acts!: MapActs
  @property({ attribute: false }) setQuestion: ((text: string) => void) | null = null
  @state() private search = ''
  /** Asked once a drawing: every box of every line needs it. */
  #counts: MapActs['moveCounts'] = null
  /** Lines that are drawn now: first as many as a screen shows, the others once that is on it. */
  @state() private lines = FIRST_LINES
  #left = 0
  #due = false

  protected override updated(): void {
    if (this.#due || this.lines >= this.view.rows.length) return
    this.#due = true
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.lines = Number.POSITIVE_INFINITY
      }),
    )
  }

  override render(): TemplateResult {
    const { view } = this
    this.#counts = this.acts.moveCounts
    this.#left = this.lines
    const { findings, rows } = view
    const total = formatNumber(rows.length)
    const unheard = new Set(findings.unheard.map(one => one.id))
    return html`<div class="page outline">
      ${
        this.setQuestion
          ? html`<h1 class="vh">${view.question || msg('Stakeholder map')}</h1>${questionOf({ view, setQuestion: this.setQuestion })}`
          : html`<h1 dir="auto">${view.question || msg('Stakeholder map')}</h1>`
      }
      <p class="muted lead-note">
        ${msg('The same map as a list. Change a number and the mark moves for everyone.')} ${rows.length === 0 ? nothing : this.#boxesHold()}
        ${msg(str`Stakeholders: ${total}.`)}
      </p>
      ${rows.length === 0 ? this.#empty() : this.#find()}
      ${this.#group('unheard', msg('Affected but unheard'), findings.unheard, msg('High impact on them, little power. Read these first.'))}
      ${QUADRANTS.map(quadrant =>
        this.#group(
          quadrant,
          quadrantWord(quadrant),
          findings.quadrants[quadrant].filter(one => !unheard.has(one.id)),
        ),
      )}
      ${this.#group('unrated', msg('Not yet rated'), findings.unrated)}
      <tr-talk .session=${this.session} .document=${this.document} .heading=${msg('About the map as a whole')}></tr-talk>
    </div>`
  }

  #boxesHold(): string {
    switch (this.#counts) {
      case 'agreed':
        return msg('The boxes hold the agreed point; an empty box means that the middle of the parties stands.')
      case 'rating':
        return msg('Your party’s own ratings are in the boxes, party middles in the notes.')
      default:
        return msg('You read along here: the boxes hold the middles of the parties.')
    }
  }

  #find(): TemplateResult {
    return html`<div class="row tight">
      <label class="vh" for="map-find">${msg('Find a stakeholder')}</label>
      <input
        class="in find-in"
        id="map-find"
        type="search"
        dir="auto"
        placeholder=${msg('Find a stakeholder')}
        .value=${this.search}
        @input=${(event: Event) => {
          this.search = (event.target as HTMLInputElement).value
        }}
      />
      <span class="vh" role="status">${this.search === '' ? '' : this.#foundWords()}</span>
    </div>`
  }

  #foundWords(): string {
    const found = formatNumber(this.view.rows.filter(row => this.#matches(row)).length)
    return msg(str`Found: ${found}`)
  }

  #matches(row: Stakeholder | undefined): boolean {
    if (!row) return false
    const wanted = this.search.trim().toLocaleLowerCase()
    if (wanted === '') return true
    return [row.name, row.stake, row.interests, row.notes, row.representedBy].some(words =>
      words.toLocaleLowerCase().includes(wanted),
    )
  }

  #empty(): TemplateResult {
    return emptyState({
      words: msg(
        'Nobody is on the map yet. Start with whoever decides, and whoever lives with what is decided: for example “Night gate keepers”.',
      ),
      ...(this.acts.mayEdit ? { act: { label: msg('Add a stakeholder'), run: () => this.#say('add', null) } } : {}),
    })
  }

  #group(id: string, title: string, all: readonly Standing[], hint = ''): TemplateResult | typeof nothing {
    const list = all.filter(one => this.#matches(this.view.byId.get(one.id)))
    if (list.length === 0) return nothing
    const drawn = list.slice(0, Math.max(0, this.#left))
    this.#left -= list.length
    return html`<section aria-labelledby="o-${id}">
      <h2 id="o-${id}">${title} <span class="muted num">${formatNumber(list.length)}</span></h2>
      ${hint ? html`<p class="sm muted group-hint">${hint}</p>` : nothing}
      <ul class="ol">
        ${repeat(
          drawn,
          one => one.id,
          one => this.#line(one),
        )}
      </ul>
    </section>`
  }

  #line(one: Standing): TemplateResult {
    const row = this.view.byId.get(one.id)
    if (!row) return html``
    const name = nameWord(row.name)
    const party = row.party ? this.view.partyOf.get(row.party) : undefined
    const gap = one.divergence && one.divergence.gap >= SEEN_DIFFERENTLY ? ratingWord(one.divergence.gap) : null
    const impact = one.place?.impact ?? null
    const impactText = impact === null ? '' : ratingWord(impact)
    return html`<li data-id=${row.id}>
      <span class="nm"
        ><button type="button" class="name-link words" @click=${() => this.#say('open', { id: row.id })}>
          ${party ? html`${partyTag(party)}${party.name === row.name ? nothing : html` <bdi>${name}</bdi>`}` : html`<bdi>${name}</bdi>`}
        </button></span
      >
      ${this.#box(row, one, 'power', msg('Power'))} ${this.#box(row, one, 'interest', msg('Interest'))}
      <span class="dv"
        >${
          gap !== null
            ? html`<span class="status cau">${icon('flag')}${msg(str`Gap ${gap}`)}</span>`
            : impact === null
              ? nothing
              : html`<span class="muted sm">${msg(str`Impact ${impactText}`)}</span>`
        }</span
      >
      <tr-menu .label=${msg(str`More for ${name}`)} .items=${this.#items(row)}></tr-menu>
      <span class="nt">${this.#talk(row)}<span class="words" dir="auto">${row.stake}</span> <span class="middles">${this.#middles(one)}</span></span>
    </li>`
  }

  /** What is said about a stakeholder stands in its panel; here it says how much there is, and leads there. */
  #talk(row: Stakeholder): TemplateResult | typeof nothing {
    const n = openComments(this.session, this.document, row.id)
    if (n === 0) return nothing
    return html`<button type="button" class="btn dense quiet talk-count" @click=${() => this.#say('open', { id: row.id })}>${icon('message-square')}${counted('comment', n)}<span class="vh"> (${nameWord(row.name)})</span></button> `
  }

  #box(row: Stakeholder, one: Standing, dimension: 'power' | 'interest', label: string): TemplateResult {
    const counts = this.#counts
    const hidden = nameWord(row.name)
    if (counts === 'agreed') {
      const agreed = this.view.ratings?.agreed.get(row.id)
      const base = { power: Math.round(one.place?.power ?? 50), interest: Math.round(one.place?.interest ?? 50) }
      return numberBox({
        label,
        hidden,
        value: agreed?.[dimension],
        put: value => void this.acts.agree(row.id, { ...(agreed ?? base), [dimension]: value }),
      })
    }
    if (counts === 'rating') {
      const mine = this.acts.myRating(row.id)
      const values = (value: number): RatingValues => ({ ...mine.values, [dimension]: value })
      return numberBox({
        label,
        hidden,
        value: mine.values[dimension],
        put: value => void this.acts.rate(row.id, { values: values(value), note: mine.note }),
      })
    }
    return numberBox({ label, hidden, value: one.place?.[dimension], disabled: true, put: () => {} })
  }

  #middles(one: Standing): string {
    if (!one.place) return ''
    const power = ratingWord(one.place.power)
    const interest = ratingWord(one.place.interest)
    return one.place.by === 'agreed'
      ? msg(str`Agreed: power ${power}, interest ${interest}.`)
      : msg(str`Middle of the parties: power ${power}, interest ${interest}.`)
  }

  #items(row: Stakeholder) {
    const open = { label: msg('Open', { id: 'act.open' }), run: () => this.#say('open', { id: row.id }) }
    if (!this.acts.mayEdit) return [open]
    return [open, { label: msg('Remove from the map'), danger: true, run: () => this.acts.remove(row.id) }]
  }

  #say(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-map-outline': MapOutlineElement
  }
}
