import { formatNumber } from '../../ui/format.ts'
import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { classMap } from 'lit/directives/class-map.js'
import { repeat } from 'lit/directives/repeat.js'
import { styleMap } from 'lit/directives/style-map.js'
import type { PersonHere } from '../../room/types.ts'
import { TrElement } from '../../ui/element.ts'
import { mark } from '../../ui/mark.ts'
import { isCalm } from '../../ui/preferences.ts'
import { type Actor, actorPicture, halfSize, linesUnder, type PartyPoint } from './actor.ts'
import {
  fitted,
  type Lens,
  type Plot,
  type Point,
  placeIn,
  revealed,
  type Viewport,
  valueAt,
  zoomed,
} from './geometry.ts'
import { apart, type Labelled, labelWidth, placeLabels, type Side } from './labels.ts'
import { cornerRoom, gridFrame, legend, zoomTools } from './surface-frame.ts'
import { SurfaceKeys } from './surface-keys.ts'
import { SurfacePointer } from './surface-pointer.ts'

/** What is being moved, where to, and how. */
export type Moving = { id: string; to: Point; by: 'pointer' | 'keys' }

/** Detail of `move`: a stakeholder was put down. `until` holds it there until the promise settles. */
export type MoveDetail = { id: string; to: Point; until(settled: Promise<unknown>): void }

/**
 * Draws a map's stakeholders through a lens and lets people go among them and move them, by pointer and by keys.
 * Events: `open` {id}, `move` (MoveDetail), `dragging` {id, to} or null while something is moved, `stepped` {id, to}
 * for each keyboard step, `leave`, `outline`, `remove` {id}.
 */
@customElement('tr-map-surface')
export class MapSurfaceElement extends TrElement {
  @property({ attribute: false }) lens: Lens = 'grid'
  @property({ attribute: false }) actors: readonly Actor[] = []
  @property({ attribute: false }) selected: string | null = null
  /** Each party's own point of the selected stakeholder. */
  @property({ attribute: false }) points: readonly PartyPoint[] = []
  @property({ attribute: false }) people: readonly PersonHere[] = []
  @property({ attribute: false }) mayMove = false
  @state() moving: Moving | null = null
  @state() view: Viewport = { offset: [0, 0], zoom: 1 }
  @state() plot: Plot = { lens: 'grid', width: 800, height: 600, mirrored: false }
  /** The actor that Tab enters at and arrows start from. */
  @state() focused: string | null = null
  @state() private held = new Map<string, Point>()

  #keys = new SurfaceKeys(this)
  #pointer = new SurfacePointer(this)
  #observer: ResizeObserver | null = null
  #fitted: Lens | null = null
  // Marks travel when the view of the map changes; under a zooming or panning hand they keep up at once.
  #steady = false
  #travels = false
  #layout: { key: readonly unknown[]; at: Map<string, Point>; sides: Map<string, Side> } | null = null

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#observer?.disconnect()
    this.#observer = null
  }

  /** The plot's element, once drawn. */
  get frame(): HTMLElement | null {
    return this.querySelector('.map-plot')
  }

  /** Where each placed actor is drawn, in pixels of the plot before panning. */
  get drawnAt(): ReadonlyMap<string, Point> {
    return this.#laidOut().at
  }

  /** The value that lies in the middle of what is seen. */
  get middle(): Point {
    return valueAt(this.plot, [this.plot.width / 2, this.plot.height / 2], this.view)
  }

  /** Brings a stakeholder into view. */
  reveal(id: string): void {
    const value = this.actors.find(actor => actor.id === id)?.value
    if (value) this.view = revealed(this.plot, this.view, value)
  }

  /** Magnifies about the middle of the plot. */
  zoom(factor: number): void {
    this.view = zoomed(this.plot, this.view, factor, [this.plot.width / 2, this.plot.height / 2])
  }

  /** Shows everything. */
  fit(): void {
    this.view = fitted(
      this.plot,
      this.actors.flatMap(actor => (actor.value ? [actor.value] : [])),
    )
  }

  /** Says something upwards. */
  say<Detail>(type: string, detail: Detail): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }))
  }

  /** Starts or goes on moving a stakeholder; others see it while it lasts. */
  move(moving: Moving | null): void {
    this.moving = moving
    this.say('dragging', moving && { id: moving.id, to: moving.to })
  }

  /** Puts down what is being moved. */
  drop(): void {
    const moving = this.moving
    if (!moving) return
    this.move(null)
    const { id, to } = moving
    this.say<MoveDetail>('move', {
      id,
      to,
      until: settled => {
        this.held = new Map(this.held).set(id, to)
        void settled.finally(() => {
          const held = new Map(this.held)
          held.delete(id)
          this.held = held
        })
      },
    })
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#steady = changed.has('view') && !this.#travels
    this.#travels = false
    const mirrored = getComputedStyle(this).direction === 'rtl'
    if (this.plot.lens !== this.lens || this.plot.mirrored !== mirrored)
      this.plot = { ...this.plot, lens: this.lens, mirrored }
    if (changed.has('selected') && this.selected) this.focused = this.selected
    if (this.focused && !this.actors.some(actor => actor.id === this.focused)) this.focused = null
    const moved = this.moving
    if (moved && !this.actors.some(actor => actor.id === moved.id)) this.move(null)
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.#observer && this.frame && typeof ResizeObserver !== 'undefined') {
      this.#observer = new ResizeObserver(() => this.#measure())
      this.#observer.observe(this.frame)
      this.#measure()
    }
    if (this.#fitted !== this.lens && (this.actors.length > 0 || this.lens === 'grid')) {
      this.#fitted = this.lens
      this.#measure()
      this.#travels = true
      this.fit()
    }
    if (changed.has('selected') && this.selected) this.reveal(this.selected)
  }

  #measure(): void {
    const frame = this.frame
    if (!frame) return
    const [width, height] = [frame.clientWidth, frame.clientHeight]
    if (width > 0 && height > 0 && (width !== this.plot.width || height !== this.plot.height)) {
      this.plot = { ...this.plot, width, height }
    }
  }

  #laidOut(): { at: Map<string, Point>; sides: Map<string, Side> } {
    const key = [this.actors, this.plot, this.view.zoom, this.selected]
    if (this.#layout && key.every((part, at) => part === this.#layout!.key[at])) return this.#layout
    const fontSize = matchMedia('(pointer: coarse), (max-width: 40rem)').matches ? 16 : 13
    const marks: Labelled[] = this.actors.flatMap(actor =>
      actor.value
        ? [
            {
              id: actor.id,
              at: placeIn(this.plot, actor.value, this.view.zoom),
              half: halfSize(actor),
              width: labelWidth(actor.name, fontSize),
              height: fontSize * 1.45,
              priority: actor.id === this.selected ? 3 : actor.unheard ? 2 : actor.party ? 1 : 0,
            },
          ]
        : [],
    )
    // On the free canvas a card lies where people put it and carries its own label.
    const spread = this.lens === 'grid' ? apart(marks) : marks
    const bounds = { width: this.plot.width * this.view.zoom, height: this.plot.height * this.view.zoom }
    const must = new Set(this.selected ? [this.selected] : [])
    const sides =
      this.lens === 'grid' ? placeLabels(spread, bounds, must, cornerRoom(this.plot, this.view.zoom)) : new Map()
    this.#layout = { key, at: new Map(spread.map(one => [one.id, one.at])), sides }
    return this.#layout
  }

  override render(): TemplateResult {
    const placed = this.actors.filter(actor => actor.value !== null || this.#movedTo(actor.id) !== null)
    const tray = this.actors.filter(actor => actor.value === null)
    const [x, y] = this.view.offset
    const grid = this.lens === 'grid'
    return html`<section
      class="map-wrap ${this.lens}"
      aria-label=${grid ? msg('Power–interest grid') : msg('Free canvas')}
      @keydown=${this.#keys.onKey}
      @focusout=${this.#keys.onLeave}
    >
      ${grid ? gridFrame() : nothing}
      <div
        class="map-plot ${this.lens}"
        @pointerdown=${this.#pointer.onDown}
        @pointermove=${this.#pointer.onMove}
        @pointerup=${this.#pointer.onUp}
        @pointercancel=${this.#pointer.onCancel}
        @wheel=${this.#pointer.onWheel}
      >
        <div class="map-space ${this.#steady ? 'steady' : ''}" dir="ltr" style=${styleMap({ transform: `translate(${x}px, ${y}px)` })}>
          ${grid ? this.#quadrants() : nothing} ${grid ? this.#lines() : nothing}
          ${repeat(
            placed,
            actor => actor.id,
            actor => this.#spot(actor),
          )} ${grid ? this.#partyMarks() : nothing}
        </div>
      </div>
      ${grid && tray.length > 0 ? this.#tray(tray) : nothing}
      <div class="map-foot">${grid ? legend() : html`<span></span>`}${zoomTools(this)}</div>
    </section>`
  }

  #spot(actor: Actor): TemplateResult {
    const holder = this.#holderOf(actor.id)
    const to = this.#movedTo(actor.id)
    const { at, sides } = this.#laidOut()
    const [x, y] = to ? placeIn(this.plot, to, this.view.zoom) : (at.get(actor.id) ?? [0, 0])
    const side = to ? 'end' : sides.get(actor.id)
    const mine = this.moving?.id === actor.id
    const classes = {
      spot: true,
      [side ?? 'thin']: true,
      sel: actor.id === this.selected,
      moving: mine,
      held: holder !== null,
      still: to !== null,
      [`p${holder?.user.mark ?? 0}`]: holder !== null,
    }
    const scale = this.lens === 'free' ? ` scale(${this.view.zoom})` : ''
    return html`<button
      type="button"
      class=${classMap(classes)}
      data-id=${actor.id}
      style=${styleMap({ transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)${scale}` })}
      tabindex=${actor.id === this.#entry() ? 0 : -1}
      aria-label=${actor.label}
      aria-current=${actor.id === this.selected ? 'true' : nothing}
      aria-keyshortcuts=${this.mayMove ? 'M' : nothing}
      @focus=${() => this.#keys.onFocus(actor.id)}
      @click=${() => this.#pointer.onClick(actor.id)}
    >
      ${actorPicture(actor)}<span class=${classMap({ lb: true, unheard: actor.unheard })}><bdi>${actor.name}</bdi></span>${
        holder ? html`<span class="by"><bdi>${holder.user.name.split(/\s+/)[0]}</bdi></span>` : nothing
      }
    </button>`
  }

  #lines(): TemplateResult {
    const { at } = this.#laidOut()
    const quiet = this.actors.flatMap(actor => {
      const spot = at.get(actor.id)
      const seen = actor.gap[0] > 0 || actor.gap[1] > 0
      return spot && seen && actor.id !== this.selected ? [{ at: spot, gap: actor.gap }] : []
    })
    const middle = this.selected ? at.get(this.selected) : undefined
    const points = this.points.map(({ value }) => placeIn(this.plot, value, this.view.zoom))
    return linesUnder(quiet, middle ? { at: middle, points } : null)
  }

  #partyMarks(): TemplateResult[] {
    const spots = this.points.map(({ party, value }) => ({
      party,
      half: 8,
      at: placeIn(this.plot, value, this.view.zoom),
    }))
    return apart(spots).map(
      ({ party, at: [x, y] }) =>
        html`<span class="party-point" style=${styleMap({ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` })}
          >${mark(party, { label: party.name, size: 'sm' })}</span
        >`,
    )
  }

  #quadrants(): TemplateResult {
    const [left, top] = placeIn(this.plot, [0, 100], this.view.zoom)
    const [middle, centre] = placeIn(this.plot, [50, 50], this.view.zoom)
    const bottom = placeIn(this.plot, [0, 0], this.view.zoom)[1]
    const name = (word: string, x: number, y: number, low: boolean) =>
      html`<span
        class=${classMap({ quadrant: true, low, mirrored: this.plot.mirrored })}
        style=${styleMap({ transform: `translate(${x}px, ${y}px)` })}
        ><span>${word}</span></span
      >`
    const [wide, high] = [this.plot.width * this.view.zoom, this.plot.height * this.view.zoom]
    return html`<i class="cut across" style=${styleMap({ transform: `translateY(${centre}px)`, width: `${wide}px` })}></i
      ><i class="cut up" style=${styleMap({ transform: `translateX(${middle}px)`, height: `${high}px` })}></i>
      ${name(msg('Keep satisfied'), left, top, false)} ${name(msg('Close work'), middle, top, false)}
      ${name(msg('Watch'), left, bottom, true)} ${name(msg('Keep informed'), middle, bottom, true)}`
  }

  #tray(actors: readonly Actor[]): TemplateResult {
    return html`<div class="map-tray" role="group" aria-label=${msg('Not yet rated')}>
      <span class="sm muted">${msg('Not yet rated')} <span class="num">${formatNumber(actors.length)}</span></span>
      <ul>
        ${actors.map(
          actor => html`<li>
            <button
              type="button"
              class=${classMap({ chip: false, 'tray-chip': true, sel: actor.id === this.selected })}
              data-id=${actor.id}
              aria-label=${actor.label}
              aria-current=${actor.id === this.selected ? 'true' : nothing}
              @focus=${() => this.#keys.onFocus(actor.id)}
              @pointerdown=${this.#pointer.onDown}
              @pointermove=${this.#pointer.onMove}
              @pointerup=${this.#pointer.onUp}
              @pointercancel=${this.#pointer.onCancel}
              @click=${() => this.#pointer.onClick(actor.id)}
            >
              ${actorPicture(actor)}<bdi>${actor.name}</bdi>
            </button>
          </li>`,
        )}
      </ul>
    </div>`
  }

  #entry(): string | null {
    const placed = this.actors.filter(actor => actor.value !== null)
    return placed.find(actor => actor.id === this.focused)?.id ?? placed[0]?.id ?? null
  }

  #holderOf(id: string): PersonHere | null {
    // In calm mode nothing moves by itself: what others hold is seen where they put it down.
    if (isCalm()) return null
    return this.people.find(person => !person.self && person.drag?.id === id && this.#sameLens(person)) ?? null
  }

  #movedTo(id: string): Point | null {
    if (this.moving?.id === id) return this.moving.to
    return this.#holderOf(id)?.drag?.to ?? this.held.get(id) ?? null
  }

  // A drag tells its lens by the unit of its place: the grid's is marked, the free canvas's is bare.
  #sameLens(person: PersonHere): boolean {
    return (person.drag?.lens ?? 'free') === this.lens
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-map-surface': MapSurfaceElement
  }
}
