import { type Plot, type Point, placeIn, stepped, valueAt } from './geometry.ts'
import { type Direction, nearestInDirection } from './nearest.ts'
import type { MapSurfaceElement } from './surface-element.ts'

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * The keys of design/README.md: arrows go to the nearest actor in that direction, M then arrows moves, Enter opens (or
 * puts down), Esc puts back or leaves, + − 0 zoom, O toggles the outline, Delete removes. They count only inside the map.
 */
export class SurfaceKeys {
  readonly #surface: MapSurfaceElement

  constructor(surface: MapSurfaceElement) {
    this.#surface = surface
  }

  /** Handles a key pressed anywhere in the map. */
  onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (this.#handle(event)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  /** Remembers where the reader is. */
  onFocus = (id: string): void => {
    this.#surface.focused = id
    this.#surface.reveal(id)
  }

  /** Going elsewhere in the middle of a move puts the stakeholder down where it is: nothing done is lost. */
  onLeave = (event: FocusEvent): void => {
    const to = event.relatedTarget
    const stays = to instanceof Node && this.#surface.contains(to)
    if (this.#surface.moving?.by === 'keys' && !stays && to !== null) this.#surface.drop()
  }

  #handle(event: KeyboardEvent): boolean {
    const surface = this.#surface
    const id =
      event.target instanceof HTMLElement ? (event.target.closest<HTMLElement>('[data-id]')?.dataset.id ?? null) : null
    const direction = ARROWS[event.key]
    if (direction)
      return id !== null && (surface.moving ? this.#step(direction, event.shiftKey) : this.#go(id, direction))
    switch (event.key) {
      case 'm':
      case 'M':
        if (id === null || !surface.mayMove) return false
        if (surface.moving) surface.drop()
        else this.#pickUp(id)
        return true
      case 'Enter':
      case ' ':
        if (!surface.moving) return false
        surface.drop()
        return true
      case 'Escape':
        if (surface.moving) surface.move(null)
        else surface.say('leave', null)
        return true
      case '+':
      case '=':
        surface.zoom(1.25)
        return true
      case '-':
      case '−':
        surface.zoom(1 / 1.25)
        return true
      case '0':
        surface.fit()
        return true
      case 'o':
      case 'O':
        surface.say('outline', null)
        return true
      case 'Delete':
        if (id === null || surface.moving) return false
        surface.say('remove', { id })
        return true
      default:
        return false
    }
  }

  #pickUp(id: string): void {
    const surface = this.#surface
    const value = surface.actors.find(actor => actor.id === id)?.value ?? middleOf(surface.plot)
    surface.move({ id, to: value, by: 'keys' })
    surface.say('stepped', { id, to: value })
  }

  #step([dx, dy]: Direction, large: boolean): boolean {
    const surface = this.#surface
    const moving = surface.moving
    if (!moving) return false
    const to = stepped(surface.plot, moving.to, dx, dy, large)
    surface.move({ ...moving, to, by: 'keys' })
    surface.say('stepped', { id: moving.id, to })
    return true
  }

  #go(from: string, direction: Direction): boolean {
    const surface = this.#surface
    const start = surface.drawnAt.get(from)
    if (!start) return this.#alongTray(from, direction)
    const spots = [...surface.drawnAt].filter(([id]) => id !== from).map(([id, at]) => ({ id, at }))
    const next = nearestInDirection(start, direction, spots)
    if (next) surface.querySelector<HTMLElement>(`.spot[data-id="${next.id}"]`)?.focus()
    return true
  }

  #alongTray(from: string, [dx, dy]: Direction): boolean {
    const chips = [...this.#surface.querySelectorAll<HTMLElement>('.tray-chip')]
    const at = chips.findIndex(chip => chip.dataset.id === from)
    const forward = this.#surface.plot.mirrored ? -dx : dx
    chips[at + (forward || dy)]?.focus()
    return true
  }
}

// A stakeholder without a place starts in the middle of the grid.
function middleOf(plot: Plot): Point {
  const [x, y] = placeIn(plot, [50, 50], 1)
  return valueAt(plot, [x, y], { offset: [0, 0], zoom: 1 })
}
