/** A picture is only looked at, also by whoever opens it alone. */
export const PICTURE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox";
