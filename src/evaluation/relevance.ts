import { educationItems } from '../recommendations/catalogue/education-items.ts';
import { partnerOffers } from '../recommendations/catalogue/partner-offers.ts';
import { type EvaluatedMember, type Share, share } from './evaluated-member.ts';

const personasOf = new Map<string, readonly string[]>([
  ...educationItems.map((item) => [item.topic, [item.persona]] as const),
  ...partnerOffers.map((offer) => [offer.code, offer.personas] as const),
]);

/** Recommendations that are meant for the member's persona. */
export function relevance(members: readonly EvaluatedMember[]): Share {
  let meant = 0;
  let all = 0;
  for (const { assignment, recommendations } of members) {
    for (const { topic } of recommendations) {
      all++;
      if (personasOf.get(topic)?.includes(assignment.primary)) meant++;
    }
  }
  return share(meant, all);
}
