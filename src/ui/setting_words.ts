/** Names of settings as the page writes them; what is not here is called as in the code. */
const words: Readonly<Record<string, string>> = {
  learningRate: 'learning rate',
  weightDecay: 'weight decay',
  validateEvery: 'validate every',
  seen: 'items already seen',
};

export const settingName = (name: string): string => words[name] ?? name;
