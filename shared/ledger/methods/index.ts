import type { MethodId } from '../facts.ts'
import type { Proposal } from '../state.ts'
import { consent } from './consent.ts'
import { majority } from './majority.ts'
import type { Method, MethodResult, Poll } from './method.ts'

const METHODS: Record<MethodId, Method> = { consent, majority }

/** The method with this id. */
export function methodOf(id: MethodId): Method {
  return METHODS[id]
}

/** How a proposal would end if it closed with the positions it has now. */
export function resultNow(proposal: Poll | Proposal): MethodResult {
  return methodOf(proposal.settings.method).result(proposal)
}
