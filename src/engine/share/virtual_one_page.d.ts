declare module 'virtual:one-page' {
  /** The page that is exported with a model in it, but for `{model}` (scripts/one_page.mjs). */
  const page: string;
  export default page;
}
