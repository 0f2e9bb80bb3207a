import { kindOf } from '../../shared/kinds/index.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import { accept } from '../../shared/result.ts'
import { studyPast } from '../history/study.ts'
import type { Historian, StoredHistory, Study, StudyAnswer } from '../ports.ts'
import { unpackHistory } from './history-bytes.ts'

/** Unpacks a past and works out what a study asks of it. */
export function studyStored<S extends Study>(id: KindId, stored: StoredHistory, study: S): StudyAnswer<S['type']> {
  const kind = kindOf(id)
  if (!kind) throw new Error(`this version does not know the kind ${id}`)
  const from = stored.base?.point ?? 0
  return studyPast({ from, base: stored.base?.bytes ?? null, updates: unpackHistory(stored) }, kind, study)
}

/** A historian that works on the caller's own thread, for tests. */
export function historianHere(): Historian {
  return { study: async (kind, stored, study) => accept(studyStored(kind, stored, study)) }
}
