/** The commit of the checkout, with `+` where files differ from it; `unknown` outside a checkout. */
export function commit(): string;
