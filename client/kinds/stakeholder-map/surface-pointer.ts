import { type Point, panned, placeIn, valueAt, zoomed } from './geometry.ts'
import type { MapSurfaceElement } from './surface-element.ts'

/** Pixels that a pointer travels before a press becomes a drag. */
const SLACK = 5

/** Half of a finger's target: a dot this far from a touch is meant, where no other is nearer. */
const FINGER = 22

/** `beside`: the touch was on the ground beside what is pressed, so that no click on it follows. */
type Press = { pointer: number; id: string | null; beside: boolean; from: Point; grip: Point; dragging: boolean }

/** Pointer and wheel: press and drag a stakeholder to move it, drag the ground to pan, pinch or Ctrl and wheel to zoom. */
export class SurfacePointer {
  readonly #surface: MapSurfaceElement
  readonly #down = new Map<number, Point>()
  #press: Press | null = null
  #dragged = false

  constructor(surface: MapSurfaceElement) {
    this.#surface = surface
  }

  /** A pointer goes down on a stakeholder or on the ground. */
  onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !(event.target instanceof Element)) return
    event.stopPropagation()
    const at = this.#at(event)
    this.#down.set(event.pointerId, at)
    this.#dragged = false
    if (this.#down.size > 1) {
      this.#cancelMove()
      return
    }
    const hit = event.target.closest<HTMLElement>('[data-id]')?.dataset.id ?? null
    const id = hit ?? this.#underFinger(event)
    const beside = hit === null && id !== null
    this.#press = { pointer: event.pointerId, id, beside, from: at, grip: this.#grip(id, at), dragging: false }
  }

  /** A pointer that is down moves. */
  onMove = (event: PointerEvent): void => {
    const before = this.#down.get(event.pointerId)
    if (!before) return
    event.stopPropagation()
    const at = this.#at(event)
    this.#down.set(event.pointerId, at)
    if (this.#down.size === 2) {
      this.#pinch(event.pointerId, before, at)
      return
    }
    const press = this.#press
    if (!press || press.pointer !== event.pointerId) return
    if (!press.dragging && Math.hypot(at[0] - press.from[0], at[1] - press.from[1]) < SLACK) return
    if (!press.dragging) {
      press.dragging = true
      this.#dragged = true
      if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture?.(event.pointerId)
    }
    this.#drag(press, before, at)
  }

  /** A pointer is lifted: what was dragged is put down. */
  onUp = (event: PointerEvent): void => {
    this.#down.delete(event.pointerId)
    const press = this.#press
    if (press?.pointer !== event.pointerId) return
    event.stopPropagation()
    this.#press = null
    if (press.beside && !press.dragging) this.#surface.say('open', { id: press.id })
    const { moving, plot } = this.#surface
    if (moving?.by !== 'pointer') return
    const [x, y] = this.#at(event)
    const inside = x >= -12 && y >= -12 && x <= plot.width + 12 && y <= plot.height + 12
    if (inside || plot.lens === 'free') this.#surface.drop()
    else this.#surface.move(null)
  }

  /** The system took the pointer away: everything goes back. */
  onCancel = (event: PointerEvent): void => {
    this.#down.delete(event.pointerId)
    this.#cancelMove()
  }

  /** A click that ended no drag opens. */
  onClick = (id: string): void => {
    if (!this.#dragged) this.#surface.say('open', { id })
    this.#dragged = false
  }

  /** Ctrl and wheel (and a trackpad's pinch) zooms, the wheel alone pans. */
  onWheel = (event: WheelEvent): void => {
    const { plot, view } = this.#surface
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      this.#surface.view = zoomed(plot, view, Math.exp(-event.deltaY * 0.004), this.#at(event))
      return
    }
    const next = panned(plot, view, -event.deltaX, -event.deltaY)
    if (next.offset[0] === view.offset[0] && next.offset[1] === view.offset[1]) return
    event.preventDefault()
    this.#surface.view = next
  }

  /** The stakeholder on the grid that a finger means: dots are smaller than fingers. */
  #underFinger(event: PointerEvent): string | null {
    if (event.pointerType !== 'touch' || this.#surface.plot.lens !== 'grid') return null
    let nearest: { id: string | null; far: number } = { id: null, far: FINGER }
    for (const spot of this.#surface.querySelectorAll<HTMLElement>('.spot[data-id]')) {
      const box = spot.getBoundingClientRect()
      const far = Math.hypot(box.x + box.width / 2 - event.clientX, box.y + box.height / 2 - event.clientY)
      if (far < nearest.far) nearest = { id: spot.dataset.id ?? null, far }
    }
    return nearest.id
  }

  #drag(press: Press, before: Point, at: Point): void {
    const surface = this.#surface
    if (press.id === null) {
      surface.view = panned(surface.plot, surface.view, at[0] - before[0], at[1] - before[1])
      return
    }
    if (!surface.mayMove) return
    const to = valueAt(surface.plot, [at[0] - press.grip[0], at[1] - press.grip[1]], surface.view)
    const now = surface.moving
    if (now?.id === press.id && now.to[0] === to[0] && now.to[1] === to[1]) return
    surface.move({ id: press.id, to, by: 'pointer' })
  }

  #pinch(pointer: number, before: Point, at: Point): void {
    const other = [...this.#down].find(([id]) => id !== pointer)?.[1]
    if (!other) return
    const apart = (a: Point) => Math.max(1, Math.hypot(a[0] - other[0], a[1] - other[1]))
    const about: Point = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2]
    const surface = this.#surface
    surface.view = zoomed(surface.plot, surface.view, apart(at) / apart(before), about)
    surface.view = panned(surface.plot, surface.view, (at[0] - before[0]) / 2, (at[1] - before[1]) / 2)
    this.#dragged = true
  }

  // Where on the mark the pointer took hold, so that it does not jump under the finger.
  #grip(id: string | null, at: Point): Point {
    const surface = this.#surface
    const value = id === null ? null : surface.actors.find(actor => actor.id === id)?.value
    if (!value) return [0, 0]
    const [x, y] = placeIn(surface.plot, value, surface.view.zoom)
    return [at[0] - x - surface.view.offset[0], at[1] - y - surface.view.offset[1]]
  }

  #cancelMove(): void {
    this.#press = null
    if (this.#surface.moving?.by === 'pointer') this.#surface.move(null)
  }

  #at(event: MouseEvent): Point {
    const box = this.#surface.frame?.getBoundingClientRect()
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)]
  }
}
