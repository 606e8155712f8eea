import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  /** What is lost when it cannot be shown, as a sentence begins: "This view". */
  readonly what: string;
  readonly children: ReactNode;
}

/**
 * Keeps what cannot be shown from taking the page with it: a part of the app that did not load (the page was published anew,
 * or there is no network), or one that threw. Training goes on in its worker meanwhile.
 */
export class Boundary extends Component<BoundaryProps, { readonly failure: string | null }> {
  override state = { failure: null };

  static getDerivedStateFromError(error: unknown): { readonly failure: string } {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <p className="notice danger" role="alert">
        {this.props.what} could not be shown: {failure}. Training goes on; where it is over or paused, reload the page.
      </p>
    );
  }
}
