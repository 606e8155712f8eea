// The package's "main" is CommonJS under "type": "module"; its module file works and has the same types.
declare module 'wgsl_reflect/wgsl_reflect.module.js' {
  export * from 'wgsl_reflect';
}
