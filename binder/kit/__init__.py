"""What stands behind `make lab`, `make test` and the rest. Standard library only."""
