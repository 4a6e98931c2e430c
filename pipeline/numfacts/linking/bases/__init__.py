"""What a change is measured against: as its sentence says, or as is usual for what moved."""
