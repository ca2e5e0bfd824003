export const toneCodes = [
  'TONE_SHAMING_PHRASE',
  'TONE_PROMISE',
  'TONE_ADVICE',
  'TONE_PREDATORY_PRODUCT',
  'TONE_SHOUTING',
] as const;
export type ToneCode = (typeof toneCodes)[number];

type Phrases = readonly (readonly [ToneCode, RegExp])[];

/**
 * What may not be said, as patterns over lower-case text without accents. English and Spanish are both
 * checked always: a Spanish sentence can't hide in an English text.
 */
export const tonePhrases: Phrases = [
  [
    'TONE_SHAMING_PHRASE',
    /\bover ?-?spend(ing|s|er|ers)?\b|\boverspent\b|\b(ir)responsib(le|ly|ility)\b(?<!\bresponsible)|\breckless(ly)?\b|\bwasteful(ly)?\b|\bsquander\w*|\bsplurg\w*|\bfoolish(ly)?\b|\bstupid(ly)?\b|\blazy\b|\bcareless(ly)?\b|\bshameful\b|\bashamed\b|\bembarrass\w*|\bpathetic\b/,
  ],
  [
    'TONE_SHAMING_PHRASE',
    /\b(bad|poor|terrible|awful|horrible|unhealthy|sloppy) (money |financial |spending |saving )?(habits?|choices?|decisions?|management|behaviou?rs?|discipline)\b|\bbad (with|at) (your )?(money|financ\w+|budget\w+|saving)\b/,
  ],
  [
    'TONE_SHAMING_PHRASE',
    /\black(s|ing|ed)? (of )?(any )?(self-?)?(discipline|control|willpower)\b|\bout of control\b|\b(you|you'?re|you are) (failing|a failure|hopeless|addicted)\b|\byou(r|'ve| have)?\b[^.]{0,40}\b(fail(ed|ing)? to|mistakes?|fault)\b|\bcan'?t (control|manage) (your|their)\b|\bliving beyond (your|their) means\b|\bwast(e|ed|ing) (of )?(your )?money\b|\bshould (be|feel) (ashamed|guilty|bad)\b|\bguilty\b|\bneeds? to change\b/,
  ],
  [
    'TONE_SHAMING_PHRASE',
    /\b(spend|spends|spent|spending|waste|wastes|wasted|wasting|blow|blew|owe) (\w+ ){0,3}(too|so) much\b|\btoo much (money )?(on|for)\b|\bstop (spending|buying|wasting|shopping|eating out)\b|\bshame\b|\bshaming\b|\b(terrible|awful|bad|poor|hopeless|horrible) (at|with) (\w+ )?(saving|spending|money|budget\w*|financ\w+|credit|managing)\b/,
  ],
  [
    'TONE_SHAMING_PHRASE',
    /\b(excessive|undisciplined|frivolous|uncontrolled|extravagant|thoughtless|mindless|impulsive|reckless) (\w+ )?(spend\w*|purchas\w*|shopping|buying|habits?)\b|\bspending (is|was|looks|seems) (excessive|a problem|too high|frivolous|reckless)\b|\b(spending|money|shopping|debt) problem\b|\billiterate\b|\b(can'?t|cannot|couldn'?t) afford\b/,
  ],
  [
    'TONE_SHAMING_PHRASE',
    /\bgast(as|aste|ando) (de mas|demasiado)\b|\birresponsable(s|mente)?\b|\bmalos? habitos?\b|\bmala(s)? (decision(es)?|costumbres?)\b|\bmal(o|a)? con (el |tu )?dinero\b|\bderroch\w+|\bdespilfarr\w+|\bverguenza\b|\bdescuidad[oa]\b|\bfalta de (disciplina|control)\b|\btu culpa\b/,
  ],
  [
    'TONE_PROMISE',
    /\bguarantee(d|s|ing)?\b|\bassur(ed|ing) (profits?|returns?|income|gains?)\b|\bassured future\b|\b(zero|no|without( any)?|free of) (risk|loss(es)?)\b|\b(100 ?%|completely|totally|perfectly|absolutely) (safe|secure|certain)\b|\brisk[- ]free\b|\bno (possibility|chance|risk) of (loss|losing|failure)\b|\bsure[- ](shot|thing|fire)\b|\b(can(not|'?t| not)|never|won'?t) (lose|fail)\b|\bdouble your (money|savings|income)\b|\bget rich\b|\bbest[- ]performing\b|\bpromis(e|es|ed|ing)\b/,
  ],
  [
    'TONE_PROMISE',
    /\b(you|your|it|this|that|we) ?('ll| will)( \w+){0,3} (save|earn|gain|improve|raise|boost|increase|fix|eliminate|lower|get out|be debt|become|grow|reach|profit)\b|\b(will|definitely|certainly) (definitely|certainly|always|surely)\b|\binstant(ly)? (fix|results?|improve\w*|boost)\b/,
  ],
  [
    'TONE_PROMISE',
    /\bgarantiz\w+|\bgarantia\b|\bsin (ningun )?riesgo\b|\bcero riesgo\b|\bduplica(ra|r)? tu dinero\b|\bhacerte rico\b|\bprometemos\b|\b(ahorraras|ganaras|mejoraras|lograras)\b/,
  ],
  [
    'TONE_ADVICE',
    /(?<!\b(?:if|when|what|whether|things|before|until) )\b(you|members?|everyone) (should(?! (know|see|receive|find|hear))|must|need to|have to|ought to|had better)\b|\byou'?d better\b|\b(we|i) (recommend|advise|suggest|urge)( that)?\b|\bour (top )?recommendation\b|\b(buy|sell|invest|trade|short) (now|today|in|immediately|stocks?|shares?|crypto\w*|bitcoin)\b|\btime to (buy|sell|invest)\b|\bbuying opportunit\w+|\bact (quickly|now|fast|today)\b|\bbefore prices\b|\bhurry\b|\b(put|move|invest) (all )?(of )?your (money|savings|paychecks?|retirement) (in|into) (crypto\w*|bitcoin|stocks?|shares?|gold|funds?|bonds?)\b|\b(apply|sign up|switch|transfer your balance|open (an|your) account)\b[^.]{0,40}\b(now|today|immediately)\b|\blast chance\b|\bdon'?t miss\b|\blimited[- ]time\b/,
  ],
  [
    'TONE_ADVICE',
    /\b(debes|deberias|tienes que|debe usted|hay que) (comprar|invertir|vender|contratar|abrir|pagar|cancelar|dejar|ahorrar|gastar)\b|\b(invierte|compra|vende) (ya|ahora|hoy|acciones)\b|\bte (recomendamos|aconsejamos)\b|\bactua (ya|ahora|rapido)\b/,
  ],
  [
    'TONE_PREDATORY_PRODUCT',
    /\bpay ?-?day (loans?|advances?|lend\w+)\b|\b(car |auto )?title (loans?|lend\w+)\b|\brent[- ]to[- ]own\b|\bcash (fast|advance|now)\b|\bfast cash\b|\bno credit check\b|\binstant (loan|cash|approval)\b|\bcheck cashing\b|\bpawn ?(shop|loan)?s?\b|\bprestamos? (de dia de pago|rapidos?|sobre (el )?titulo)\b/,
  ],
];
