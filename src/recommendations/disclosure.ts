/** Shown with every recommendation, word for word and in every locale: the compliance wording isn't translated. */
export const disclosure =
  'This is educational content, not financial advice. Consult a licensed advisor for personalized guidance.';
