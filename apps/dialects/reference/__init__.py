"""What the references of the REST doors have in common: document, page, samples."""
