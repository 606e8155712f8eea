export function LookView() {
  return <p className="notice">Train a model or open one, then look inside it here.</p>;
}
