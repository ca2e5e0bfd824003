/** A phrase that a rule found, with what stands around it. Lower case, but for `original`. */
export type Found = {
  readonly phrase: string;
  /** From the clause's beginning to the phrase, and from the phrase to the sentence's end. */
  readonly before: string;
  readonly after: string;
  /** The whole text with its capitals, and where the phrase begins in it. */
  readonly original: string;
  readonly at: number;
};

/** Says that a found phrase is harmless where it stands. */
export type Innocence = (found: Found) => boolean;

const negator =
  "(?:not|never|no|none|nobody|no one|nothing|neither|nor|without|cannot|(?:do|does|did|is|are|was|were|ca|could|would|should|wo|has|have|had|must|need)n'?t|nunca|jamas|nadie|ningun[oa]?|nada|sin|ni)";
const link =
  'be|being|been|is|are|was|were|an?|the|any|anything|to|of|for|in|as|feel|feeling|need|reason|cause|have|has|you|it|that|this|mean|means|say|says|call|called|necessarily|always|ever|really|very|so|sign|about|es|son|esta|estas|estan|eres|ser|estar|un|una|el|la|de|del|por|para|que|hay|tienes|tiene|te|le|se|sentir|sentirte|sentirse|razon|motivo|significa|necesidad|seas|sea|fue|eras|fuiste';
const deniedNearby = new RegExp(`(?:^| )${negator}(?: (?:${link})){0,6} ?$`);
const deniedSubject =
  /^ ?(?:no(?! (?:doubt|question|wonder|matter))|none of|ningun[oa]?|nada|nothing) (?:[\w-]+ ){1,3}(?:is|are|can be|esta|es|son)(?: \w+)? $/;
const deniedSomewhere = new RegExp(
  `(?:^| )${negator}(?! (?:doubt|question|wonder|matter|only|just|solo))\\b`,
);
/** "Aren't you …?", "why not …", "don't be …" deny nothing. */
const rhetorical =
  /^ ?(?:why not|por que no|(?:and |so |please )?don'?t be|no seas?|\w+n'?t (?:you|it|this|that|your))\b/;

/** "Nobody is …", "this isn't …": the negation stands right before it. */
export const isDenied: Innocence = ({ before }) =>
  (deniedNearby.test(before) || deniedSubject.test(before)) && !rhetorical.test(before);

/** "No account can …", "approval is not …": somewhere before it in the clause, or inside it. */
export const isDeniedInClause: Innocence = ({ before, phrase }) =>
  (deniedSomewhere.test(before) && !rhetorical.test(before)) || /\w(?: not |n't )/.test(phrase);

const deniedAfterwards =
  /^ (?:has no|have no|is not|isn'?t|are not|aren'?t|is never|does(?:n'?t| not)|do(?:n'?t| not)|no tiene|no es|no hace)\b/;

/** "Shame has no place here": the feeling is named to be sent away. */
export const isDeniedAfter: Innocence = ({ phrase, after }) =>
  /^(?:sham|guilt|embarrass|verguenza)/.test(phrase) && deniedAfterwards.test(after);

/** "… happens to everyone": said of all, it belittles nobody. */
export const isOfEverybody: Innocence = ({ phrase, after }) =>
  !/\byour?\b/.test(phrase) &&
  /^ (?:\w+ )?(?:happens? to (?:everyone|everybody|anyone|all|most)|(?:is|are) (?:very )?(?:common|normal)|les? pasa a|es (?:muy )?(?:comun|normal))\b/.test(
    after,
  );

const others =
  'banks?|bankers?|lenders?|lending|insurers?|issuers?|merchants?|compan(?:y|ies)|scammers?|thieves|landlords?|employers?|governments?|sellers?|brokers?|advertis\\w+|drivers?|traders?|politicians?|ads?|scams?|stores?|shops?|retailers?|billers?|processors?';
const terms =
  'fees?|charges?|alerts?|limits?|protection|coverage|notices?|warnings?|penalt(?:y|ies)|checks?|loans?|debt expenses?';
const otherAfter = new RegExp(
  `^(?:-\\w+)? (?:(?:(?!(?:with|at|about|on|in|and|to|for|your) )\\w+ )?(?:${others}|${terms})|(?:by|of|from) (?:the |a |an |some |many |other )?(?:\\w+ )?(?:${others}))\\b`,
);
const otherBefore = new RegExp(
  `\\b(?:${others})(?:'s|s')? (?:(?:is|are|was|were|has|have|can|may|might|been|be|being|as|so|very|often|sometimes|that|who|which) ){0,3}$|\\b(?:${others})\\b.{0,40}\\b(?:its|their) $|\\b(?:bancos?|prestamistas?|empresas?|comercios?|vendedores|(?:cargos?|comision(?:es)?|avisos?|alertas?|limites?|multas?) (?:por|de|para)) $`,
);

/** It is said of a bank, a lender, a fee; not of the member. */
export const isSaidOfOthers: Innocence = ({ before, after, phrase }) =>
  !/\b(?:you|your|tus?|eres)\b/.test(phrase) &&
  (otherBefore.test(before) ||
    (otherAfter.test(after) && (phrase.startsWith('overspend') || !/\b(?:your|tus?|sus?) $/.test(before))));

/** A name such as Lazy Dog Restaurant: capitals side by side in a text that isn't all in capitals. */
export const isName: Innocence = ({ original, at, phrase }) => {
  const own = original.slice(at, at + phrase.length).split(' ');
  const isTitle = !original.split(' ').some((word) => /^[a-z]{4,}/.test(word));
  if (isTitle || !own.every(isCapitalised)) return false;
  const before = original.slice(0, at).trimEnd().split(' ').at(-1) ?? '';
  const after =
    original
      .slice(at + phrase.length)
      .replace(/^'s/, '')
      .trimStart()
      .split(' ')[0] ?? '';
  return [before, after].some((word) => isCapitalised(word) && !functionWord.test(word));
};

const functionWord =
  /^(?:I|Is|Are|Was|You|You're|Your|The|An?|And|With|At|On|Of|In|To|For|My|We|It|This|That|Tu|Tus|Su|Sus|Usted|El|La|Es|Eres|Con|De)\b/;

function isCapitalised(word: string): boolean {
  return /^[A-Z][a-z&']+$/.test(word);
}

/** "… are a warning sign", "… too good to be true": the promise is somebody else's and is seen through. */
export const isSeenThrough: Innocence = ({ after }) =>
  /\b(?:warning signs?|red flags?|too good to be true|a scam|be wary|senal(?:es)? de alerta|demasiado buen[oa]s?)\b/.test(
    after,
  );

const contractTerm =
  /\b(?:rates?|apy|apr|prices?|terms?|deposits?|warranty|tasas?|precios?|depositos?|plazos?)\b(?!.*\breturns?\b)(?: [\w,$]+){0,6} $/;

/** A rate, a price or an insured deposit may be guaranteed: that is its contract. */
export const isContractTerm: Innocence = ({ before, after }) =>
  contractTerm.test(`${before} `.replace(/ +$/, ' ')) ||
  /^ (?:(?:fixed|introductory|initial|minimum|annual|promotional) ){0,2}(?:rate|price|term|apy)s?\b(?! of return)/.test(
    after,
  ) ||
  /\b(?:fdic|ncua|insurance|federal)(?: \w+){0,2} $/.test(before) ||
  /^ (?:deposits?|the deposits?)\b/.test(after) ||
  /^ by (?:the )?(?:fdic|ncua|government|federal|state)\b/.test(after);

const cost =
  /\b(?:interest|fees?|rates?|minimum|inflation|prices?|costs?|charges?|premiums?|bills?|tax(?:es)?|(?:card|loan) balance)(?: \w+){0,3} ?$/;

/** "Interest will increase the balance": what costs more is no promise. */
export const isCostThatGrows: Innocence = ({ before, phrase, after }) =>
  /(?:increase|raise|grow|rise|climb|go up|jump|double|reach|become)$/.test(phrase) &&
  (cost.test(before) || /^ (?:the|your) (?:rate|apr|fee|price|minimum|cost)s?\b/.test(after));

/** Spanish: "si ahorrara" without its accent looks like the future. */
export const isAfterIf: Innocence = ({ before }) => /\b(?:si|como si|aunque)(?: \w+){0,3} $/.test(before);

const offering =
  /\b(?:get|apply|instant|today|available|need cash|easy|borrow|approved|click|call|visit|our|we offer|obten|solicita|consigue|hoy|facil|minutos|minutes)\b/;
const warning =
  /\b(?:not|avoid\w*|instead of|alternatives?|rather than|more than|less than|cheaper|fined|banned|sued|illegal|regulat\w+|cost\w*|expensive|high-cost|fees?|interest|apr|beware|before|unlike|compared?|trap\w*|what is|how|no es|evita\w*|en vez de|en lugar de|alternativas?|cuesta\w*|caros?|cargos?|comision\w*|intereses)\b/;

/** A costly product may be warned of and explained, so long as nothing of it is held out. */
export const isWarnedOf: Innocence = ({ before, after }) => {
  const around = `${before} ${after}`;
  return warning.test(around) && !offering.test(around);
};

/** What the functions above go by: part of the rules' version. */
export const innocencePatterns: readonly RegExp[] = [
  deniedNearby,
  deniedSubject,
  deniedSomewhere,
  rhetorical,
  deniedAfterwards,
  otherAfter,
  otherBefore,
  functionWord,
  contractTerm,
  cost,
  offering,
  warning,
];
