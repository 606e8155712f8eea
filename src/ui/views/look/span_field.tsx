import { useActions, useValue } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';

/** How many of the last items of a history are drawn. */
export function SpanField({ total }: { readonly total: number }) {
  const span = useValue((state) => state.span);
  const { look } = useActions();
  const choices = [10, 20, 50, 100].filter((n) => n < total);
  if (choices.length === 0) return null;
  return (
    <SelectField
      quiet
      label="Items shown"
      value={span === null || span >= total ? 'all' : String(span)}
      options={{ all: `all ${total} items`, ...Object.fromEntries(choices.map((n) => [String(n), `the last ${n}`])) }}
      onChange={(value) => look.look({ span: value === 'all' ? null : Number(value) })}
    />
  );
}
