import { PatientStorage } from '../snapshot/patient_storage.ts';
import type { Shelf } from '../snapshot/shelf.ts';
import type { Platform } from './platform.ts';

/** The platform, where storage that does not answer is an error of the call: no run and no list waits for it for ever. */
export function patientPlatform(platform: Platform): Platform {
  const [checkpoints, room] = [new PatientStorage(), new PatientStorage()];
  return {
    ...platform,
    slots: async () => {
      const slots = await checkpoints.call(() => platform.slots());
      return slots && [checkpoints.slot(slots[0]), checkpoints.slot(slots[1])];
    },
    shelf: patientShelf(() => platform.shelf()),
    datasets: patientShelf(() => platform.datasets()),
    encoders: patientShelf(() => platform.encoders()),
    vectors: patientShelf(() => platform.vectors()),
    room: () => room.call(() => platform.room()),
  };
}

/** Each of a storage of its own: what hangs in one does not close the others. */
function patientShelf(open: () => Promise<Shelf | null>): () => Promise<Shelf | null> {
  const storage = new PatientStorage();
  return async () => {
    const shelf = await storage.call(open);
    return shelf && storage.shelf(shelf);
  };
}
