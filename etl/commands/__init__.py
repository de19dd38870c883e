"""The commands of the build and of the warehouse; those of other folders stand with what they do."""
