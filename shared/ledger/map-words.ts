import type { Fact } from './facts.ts'

/**
 * The same fact with every piece of words replaced by `give`'s answer, in a fixed order. The one place that knows where a
 * fact holds words: committing, and listing what a stored fact commits to, both go through here.
 */
export function mapWords<From, To>(fact: Fact<From>, give: (words: From) => To): Fact<To> {
  const maybe = (words: From | null): To | null => (words === null ? null : give(words))
  switch (fact.type) {
    case 'partnership.created': {
      const { name, purpose, host, brokerTitle } = fact
      return { ...fact, name: give(name), purpose: give(purpose), host: give(host), brokerTitle: give(brokerTitle) }
    }
    case 'partnership.renamed':
      return { ...fact, name: give(fact.name), purpose: give(fact.purpose) }
    case 'party.added':
    case 'party.changed':
      return { ...fact, name: give(fact.name), short: give(fact.short), initials: give(fact.initials) }
    case 'member.joined':
    case 'member.changed':
      return { ...fact, name: give(fact.name) }
    case 'document.created':
    case 'document.renamed':
      return { ...fact, title: give(fact.title) }
    case 'question.set':
      return { ...fact, text: give(fact.text) }
    case 'rating.given':
    case 'objection.moved':
    case 'artifact.marked':
      return { ...fact, note: maybe(fact.note) }
    case 'assent.given':
    case 'proposal.withdrawn':
      return { ...fact, reason: maybe(fact.reason) }
    case 'proposal.opened':
      return { ...fact, title: give(fact.title), text: give(fact.text) }
    case 'proposal.amended':
      return { ...fact, title: give(fact.title), text: give(fact.text), change: give(fact.change) }
    case 'position.taken': {
      const reason = maybe(fact.reason)
      const proxy = fact.proxy && { ...fact.proxy, witness: maybe(fact.proxy.witness) }
      return { ...fact, reason, proxy }
    }
    case 'objection.raised':
      return { ...fact, reason: give(fact.reason) }
    case 'decision.closed':
      return { ...fact, dissent: fact.dissent.map(row => ({ ...row, reason: maybe(row.reason) })) }
    case 'comment.added':
      return { ...fact, quote: maybe(fact.quote), words: give(fact.words) }
    case 'version.named':
      return { ...fact, name: maybe(fact.name) }
    case 'comment.changed':
      return { ...fact, words: give(fact.words) }
    case 'comment.erased':
    case 'thread.resolved':
    case 'thread.reopened':
    case 'history.retained':
    case 'history.restored':
    case 'partnership.imported':
    case 'member.left':
    case 'recovery.issued':
    case 'recovery.used':
    case 'stage.set':
    case 'invite.created':
    case 'invite.used':
    case 'invite.revoked':
    case 'document.archived':
    case 'document.restored':
    case 'rating.agreed':
    case 'clause.moved':
    case 'position.confirmed':
      return fact
  }
}
