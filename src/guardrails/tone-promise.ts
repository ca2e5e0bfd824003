import {
  isAfterIf,
  isContractTerm,
  isCostThatGrows,
  isDenied,
  isDeniedInClause,
  isSaidOfOthers,
  isSeenThrough,
} from './tone-innocence.ts';
import { phrases, type ToneRule } from './tone-rules.ts';

const outcome =
  '(?:save|earn|gain|make money|improve|raise|boost|increase|double|triple|lower|reduce|cut|slash|shrink|eliminate|erase|wipe out|disappear|vanish|melt|fix|solve|repair|rebuild|pay off|pay for itself|pay less|get out|get approved|get ahead|get rich|be (?:perfect|excellent|great|fine|debt[- ]free|free of|approved|rich|wealthy|better off|able to|out of debt|yours|secure)|become(?! due| available)|grow|rise|climb|go (?:up|away|down)|jump|soar|skyrocket|profit|win|reach|achieve|retire|qualify|succeed|thrive|never (?:pay|worry|owe|run out))';

/** That something will turn out well. */
const futures = phrases(
  `(?:\\b(?:will|shall|going to|gonna)|'ll|\\b(?:is|are) (?:certain|sure|bound|destined) to)(?: \\w+){0,3}? ${outcome}`,
  '\\b(?:will|definitely|certainly) (?:definitely|certainly|always|surely|absolutely)\\b',
  `\\b(?:definitely|certainly|undoubtedly|surely|inevitably|instantly|automatically) (?:\\w+ )?${outcome}s?`,
  "\\byou(?:'ll| will|'d)? never (?:again )?(?:have to |need to )?(?:pay|worry|owe|struggle|overdraw|be|run)\\b[^.!?]{0,40}\\b(?:again|anymore|any more)\\b",
);

/** Certainty itself, and outcomes told as facts. */
const certainties = phrases(
  '\\bguarante(?:e|ed|es|eing)\\b|\\bpromis(?:e|es|ed|ing)\\b|\\bwe (?:assure|pledge|swear)\\b|\\brest assured\\b|\\byou have our word\\b',
  '\\bassur(?:ed|ing) (?:profits?|returns?|income|gains?|future|approval|results?)\\b|\\bassured future\\b',
);
const sureThings = phrases(
  '\\b(?:zero|no|without(?: any)?|free of) (?:risks?|loss(?:es)?)\\b|\\brisk[- ]?free\\b|\\b(?:no|zero)-risk\\b|\\b(?:no|zero) (?:way|possibility|chance|risk) (?:to|of|that|you) (?:\\w+ )?(?:loss|los(?:e|ing)|fail\\w*)\\b',
  '\\b(?:\\d+ ?%|completely|totally|perfectly|absolutely) (?:safe|secure|certain|guaranteed|risk)\\b|\\b(?:fool|bullet)-? ?proof\\b|\\bfail-? ?safe\\b|\\bsure[- ]?(?:shot|thing|fire|way)\\b|\\bsafe bet\\b',
  "\\b(?:can(?:not|'?t)|never|won'?t) (?:loses?|fails?|go(?:es)? wrong)\\b|\\bnothing to lose\\b|\\bwithout fail\\b|\\bno matter (?:what|how)\\b",
  '\\b(?:double|triple|multiply) your (?:money|savings|income|investment|balance)\\b|\\b(?:get|makes?|making|become|becoming)(?: you)? (?:rich|wealthy|a millionaire)\\b|\\b(?:certain|sure) of (?:\\w+ )?(?:profits?|returns?|approval|success|gains?|results?)\\b|\\bbeat the market\\b|\\bproven (?:way|strategy|method|system|to)\\b|\\blife-?changing\\b|\\bchange your life\\b|\\bbest[- ]performing\\b|\\b(?:best|lowest|highest|cheapest|top) (?:\\w+ ){1,2}(?:in (?:the|its) (?:market|country|world|category|industry|class)|anywhere|on the market)\\b|\\b(?:easy|free) money\\b|\\bmakes? you (?:rich|wealthy|richer)\\b|\\b(?:when|once) you are (?:rich|wealthy|debt[- ]free)\\b|\\bno (?:downsides?|catch)\\b|\\bquick fix\\b|\\bmiracle\\b',
  '\\b(?:always|never fails to) (?:rais|lower|improv|boost|increas|sav|doubl|grow|reduc|beat|earn)\\w+\\b|\\bnever (?:worry|pay|owe|struggle|be)\\b[^.!?]{0,30}\\bagain\\b|\\balways (?:works?|pays? off|wins?|goes? up)\\b|\\bworks (?:every time|for everyone|like magic|instantly)\\b|\\b(?:instant|automatic|sure|certain) (?:approval|results?|fix|success|wealth)\\b|\\beveryone (?:is|gets|qualifies)\\b|\\binstant(?:ly)? (?:fix|improve\\w*|boost)\\b',
  '\\b(?:eliminat|eras|clear|fix|cur|solv|end)(?:e?s) (?:all )?(?:of )?(?:your|all|every|any) (?:\\w+ )?(?:debts?|credit|worries|problems|balances?)\\b|\\b(?:your|the|all) (?:\\w+ )?(?:debts?|balances?|interest|fees|worries|score|savings|problems) (?:disappears?|vanish(?:es)?|goes? away|melts?|soars?|skyrockets?|improves?|goes up|doubles?)\\b',
  '\\b(?:success|approval|profits?|growth|results?|returns?|gains?|improvement|savings) (?:is|are) (?:certain|assured|inevitable|automatic|a given|sure)\\b|\\b(?:say|kiss) [\\w ]{0,25}goodbye\\b|\\bgoodbye to\\b|\\bpays for itself\\b|\\b(?:problems?|worries|troubles?|debts?) (?:will be|are|is) (?:over|gone|history)\\b|\\bthe end of (?:your )?(?:debt|money)\\b',
  '\\bmakes? (?:your|all|any) (?:\\w+ )?(?:debts?|balances?|worries|problems) (?:disappear|vanish|go away|melt)\\b|\\b(?:debt|balance|worries|problems) (?:is|are) gone\\b',
  '\\bwatch (?:your|it|them|the) (?:\\w+ ){0,2}(?:double|triple|grow|soar|climb|rise|shrink|melt|disappear|vanish|take off)\\b',
  '\\b(?:debt[- ]free|a millionaire|rich|wealthy|financially free|financial freedom) (?:in|within|by|before)\\b',
);

const futuresInSpanish = phrases(
  '\\b(?:ahorr|gan|mejor|aument|elimin|duplic|triplic|logr|liquid|alcanz|solucion|borr|multiplic)ar(?:as|an|emos|a)\\b',
  '\\b(?:subir|reducir|conseguir|crecer|desaparecer|saldr|obtendr)(?:as|an|emos|a)\\b|\\bser(?:as|a) (?:ric|aprobad|millonari)[oa]\\b|\\b(?:te|le) har(?:as?|an) (?:mas )?ric[oa]\\b|\\bhacerte ric[oa]\\b',
  '\\bv(?:as|a|an|amos) a (?:\\w+ ){0,2}?(?:ahorrar|ganar|mejorar|subir|aumentar|eliminar|reducir|duplicar|salir de|lograr|crecer|desaparecer|conseguir|obtener|liquidar)\\b',
);

const certaintiesInSpanish = phrases(
  '\\bgarantiz\\w+|\\bgarantias?\\b|\\bprometemos\\b|\\bte lo prometo\\b|\\b(?:ganancias?|rendimientos?|aprobacion|resultados?|beneficios?|exito|retornos?) (?:\\w+ )?asegurad[oa]s?\\b',
);
const sureThingsInSpanish = phrases(
  '\\bsin (?:ningun )?riesgos?\\b|\\bcero riesgos?\\b|\\blibre de riesgos?\\b|\\bimposible (?:que )?(?:perder|pierd\\w+)\\b|\\bno (?:puedes?|hay (?:forma|manera) de) perder\\b|\\bnada que perder\\b|\\b(?:cien por ciento|\\d+ ?%) segur[oa]\\b|\\binfalible\\b',
  '\\bduplica(?:r|te)? (?:tu|su) (?:dinero|ahorros?)\\b|\\bnunca mas\\b|\\bpara siempre\\b|\\bcon toda seguridad\\b|\\bdinero (?:seguro|facil|gratis)\\b|\\baprobacion (?:inmediata|instantanea|automatica|segura)\\b|\\b(?:siempre|nunca) (?:funciona|falla)\\b',
);

const rule = (pattern: RegExp, ...innocent: ToneRule['innocent']): ToneRule => ({
  code: 'TONE_PROMISE',
  pattern,
  innocent,
});

export const promiseRules: readonly ToneRule[] = [
  rule(futures, isDeniedInClause, isCostThatGrows),
  rule(certainties, isDeniedInClause, isContractTerm, isSaidOfOthers, isSeenThrough),
  rule(sureThings, isDenied),
  rule(futuresInSpanish, isDeniedInClause, isAfterIf),
  rule(certaintiesInSpanish, isDeniedInClause, isContractTerm, isSaidOfOthers, isSeenThrough),
  rule(sureThingsInSpanish, isDenied),
];
