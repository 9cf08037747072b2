"""Machine translation as an adapter: any service that fits the protocol."""

from cluster_portal.exchange.machine.adapter import MachineTranslationError, Translator, configured_translator

__all__ = ["MachineTranslationError", "Translator", "configured_translator"]
