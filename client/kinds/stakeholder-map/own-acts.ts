import type { UndoManager } from 'yjs'
import type { Watchable } from '../../room/types.ts'

/** Something that I did and can take back: an edit of a canvas, or a rating given again with its former values. */
export type OwnAct = { undo(): void; redo(): void }

/**
 * My own acts in the order in which I did them, over several documents and the ledger, so that Ctrl/Cmd Z takes back
 * the last thing I did wherever it was written. Acts of others are never among them.
 */
export class OwnActs implements Watchable {
  #done: OwnAct[] = []
  #undone: OwnAct[] = []
  #group: OwnAct[] | null = null
  #replaying = false
  #listeners = new Set<() => void>()
  #managers: { manager: UndoManager; listener: (event: { type: 'undo' | 'redo' }) => void }[] = []

  /** Counts the edits that this undo manager tracks among the acts. */
  follow(manager: UndoManager): void {
    const listener = ({ type }: { type: 'undo' | 'redo' }) => {
      if (type !== 'undo' || this.#replaying) return
      this.push({ undo: () => void manager.undo(), redo: () => void manager.redo() })
    }
    manager.on('stack-item-added', listener)
    this.#managers.push({ manager, listener })
  }

  /** Adds an act that has been done. What was undone before can then no longer be redone. */
  push(act: OwnAct): void {
    if (this.#group) {
      this.#group.push(act)
      return
    }
    this.#done.push(act)
    this.#undone = []
    this.#tell()
  }

  /** Makes one act of everything that `change` does at once. */
  group(change: () => void): void {
    if (this.#group) {
      change()
      return
    }
    const acts: OwnAct[] = []
    this.#group = acts
    try {
      change()
    } finally {
      this.#group = null
    }
    if (acts.length === 0) return
    this.push({
      undo: () => {
        for (const act of [...acts].reverse()) act.undo()
      },
      redo: () => {
        for (const act of acts) act.redo()
      },
    })
  }

  /** The last act, or null. */
  get last(): OwnAct | null {
    return this.#done.at(-1) ?? null
  }

  /** Takes back this act wherever it stands among mine; answers false when it was taken back before. */
  takeBack(act: OwnAct): boolean {
    const at = this.#done.indexOf(act)
    if (at < 0) return false
    this.#done.splice(at, 1)
    this.#replay(() => act.undo())
    this.#undone.push(act)
    this.#tell()
    return true
  }

  /** True when there is an act to take back. */
  get canUndo(): boolean {
    return this.#done.length > 0
  }

  /** True when there is an act to do again. */
  get canRedo(): boolean {
    return this.#undone.length > 0
  }

  /** Takes back my last act. */
  undo(): void {
    const act = this.#done.pop()
    if (!act) return
    this.#replay(() => act.undo())
    this.#undone.push(act)
    this.#tell()
  }

  /** Does again what I took back last. */
  redo(): void {
    const act = this.#undone.pop()
    if (!act) return
    this.#replay(() => act.redo())
    this.#done.push(act)
    this.#tell()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Stops following every undo manager. */
  stop(): void {
    for (const { manager, listener } of this.#managers) manager.off('stack-item-added', listener)
    this.#managers = []
  }

  #replay(run: () => void): void {
    this.#replaying = true
    try {
      run()
    } finally {
      this.#replaying = false
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
